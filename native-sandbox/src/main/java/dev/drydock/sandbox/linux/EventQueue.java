package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.LibcEvents;

/** Tells what happens to many descriptors. One thread waits; others may add descriptors and wake it meanwhile. */
public final class EventQueue implements AutoCloseable {
    /** The key that {@link #await} tells after {@link #wake}. */
    public static final long WOKEN = 0;

    private final Descriptor queue = new Descriptor(LibcEvents.queue());
    private final Descriptor waker = new Descriptor(LibcEvents.counter());

    public EventQueue() {
        LibcEvents.register(queue.number(), waker.number(), WOKEN);
    }

    /** @param key positive; told each time something happens to the descriptor, until it is closed */
    public void add(Descriptor descriptor, long key) {
        LibcEvents.register(queue.number(), descriptor.number(), key);
    }

    /**
     * Waits, and blocks its platform thread.
     *
     * @param milliseconds -1 for ever
     */
    public long[] await(int milliseconds) {
        return LibcEvents.await(queue.number(), milliseconds);
    }

    public void wake() {
        LibcEvents.add(waker.number(), 1);
    }

    @Override
    public void close() {
        queue.close();
        waker.close();
    }
}
