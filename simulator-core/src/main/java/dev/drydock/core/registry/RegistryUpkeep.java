package dev.drydock.core.registry;

import dev.drydock.core.time.Scheduler;
import java.time.Duration;

/** Tidies the registry up from time to time. */
public final class RegistryUpkeep implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Registry registry;
    private final Scheduler scheduler;
    private Scheduler.Scheduled next = () -> {};
    private boolean closed;

    public RegistryUpkeep(Registry registry, Scheduler scheduler) {
        this.registry = registry;
        this.scheduler = scheduler;
    }

    /** Begins. */
    public synchronized void start() {
        if (!closed) {
            next = scheduler.after(PAUSE, this::tidyUp);
        }
    }

    private void tidyUp() {
        try {
            registry.tidyUp();
        } finally {
            start();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
