package dev.drydock.core.layer;

/** How a path of a writable layer differs from the layers below; the numbers are those of the Engine API. */
public enum ChangeKind {
    MODIFIED,
    ADDED,
    DELETED
}
