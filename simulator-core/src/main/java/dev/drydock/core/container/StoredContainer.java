package dev.drydock.core.container;

/**
 * A container as it is kept.
 *
 * @param stoppedByUser whether the last end was asked for, so that {@code unless-stopped} does not start it again
 * @param pausedByCommit whether it is paused only because an image is being made of it
 */
public record StoredContainer(Container container, boolean stoppedByUser, boolean pausedByCommit) {
    public StoredContainer(Container container, boolean stoppedByUser) {
        this(container, stoppedByUser, false);
    }
}
