package dev.drydock.web.authoring;

import java.time.Duration;

/** What is saved below a directory. */
public interface Changes extends AutoCloseable {
    /** Waits until something has changed since this was last called, or since it was made. */
    void await() throws InterruptedException;

    /** Waits no longer than this, and perhaps not as long; returns whether something has changed. */
    boolean await(Duration most) throws InterruptedException;

    /** Those who wait are woken with an {@link InterruptedException}, now and later. */
    @Override
    void close();
}
