package dev.drydock.core.event;

import java.time.Duration;
import java.util.Optional;

/** A bounded queue of events for one reader. */
public interface EventSubscription extends AutoCloseable {
    /**
     * Waits for the next event; empty when none came in time, the reader was woken or the subscription
     * was closed.
     *
     * @throws InterruptedException when the thread was interrupted
     */
    Optional<Event> next(Duration timeout) throws InterruptedException;

    /** False once it was closed, or was ended because its reader fell too far behind. */
    boolean isOpen();

    @Override
    void close();
}
