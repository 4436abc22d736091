package dev.drydock.core.container;

/**
 * A container as it is kept.
 *
 * @param stoppedByUser whether the last end was asked for, so that {@code unless-stopped} does not start it again
 */
public record StoredContainer(Container container, boolean stoppedByUser) {}
