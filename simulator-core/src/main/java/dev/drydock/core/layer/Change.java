package dev.drydock.core.layer;

/**
 * One path in which a layer differs from what lies below it.
 *
 * @param path absolute inside the container, without a trailing slash
 */
public record Change(ChangeKind kind, String path) {}
