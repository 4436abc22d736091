package dev.drydock.core.container;

/**
 * Bytes of a container's files.
 *
 * @param writable what it changed
 * @param all that and its image
 */
public record ContainerSize(long writable, long all) {}
