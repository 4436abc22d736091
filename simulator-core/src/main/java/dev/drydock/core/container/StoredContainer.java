package dev.drydock.core.container;

import java.time.Instant;
import java.util.Optional;

/**
 * A container as it is kept.
 *
 * @param stoppedByUser whether the last end was asked for, so that {@code unless-stopped} does not start it again
 * @param pausedByCommit whether it is paused only because an image is being made of it
 */
public record StoredContainer(Container container, boolean stoppedByUser, boolean pausedByCommit) {
    /** What nobody saw the end of has ended with, as after a reboot under Docker. */
    static final int LOST = 255;

    public StoredContainer(Container container, boolean stoppedByUser) {
        this(container, stoppedByUser, false);
    }

    /**
     * A container that runs, as it is kept when its run ends without a word and the next engine shall run it again: also one
     * that is to be removed at its end. Empty for one that does not run.
     */
    public Optional<StoredContainer> toRunAgain(Instant now) {
        return container
                .startedAt()
                .map(startedAt -> new ContainerState.Restarting(new ExitStatus(LOST, false, now), startedAt))
                .map(state -> new StoredContainer(container.withState(state), stoppedByUser));
    }
}
