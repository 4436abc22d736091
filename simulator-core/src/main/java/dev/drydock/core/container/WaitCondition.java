package dev.drydock.core.container;

/** What {@code POST /containers/ID/wait} waits for. */
public enum WaitCondition {
    NOT_RUNNING,
    NEXT_EXIT,
    REMOVED
}
