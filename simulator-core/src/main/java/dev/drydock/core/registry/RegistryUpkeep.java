package dev.drydock.core.registry;

import dev.drydock.core.time.Scheduler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidies the registry up from time to time, and once a day compares everything in it with its digest. */
public final class RegistryUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryUpkeep.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int PAUSES_OF_A_DAY = 144;

    private final Registry registry;
    private final HubCache cache;
    private final Scheduler scheduler;
    private Scheduler.Scheduled next = () -> {};
    private int round;
    private boolean closed;

    public RegistryUpkeep(Registry registry, HubCache cache, Scheduler scheduler) {
        this.registry = registry;
        this.cache = cache;
        this.scheduler = scheduler;
    }

    /** Begins. */
    public synchronized void start() {
        if (!closed) {
            next = scheduler.after(PAUSE, this::work);
        }
    }

    private void work() {
        try {
            cache.tidyUp();
            registry.tidyUp();
            round++;
            if (round % PAUSES_OF_A_DAY == 0) {
                scrub();
            }
        } finally {
            start();
        }
    }

    private void scrub() {
        for (Damage damage : registry.scrub()) {
            LOG.error(
                    "the registry's {} is damaged, which {} have: {}",
                    damage.digest(),
                    damage.repositories(),
                    damage.problem());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
