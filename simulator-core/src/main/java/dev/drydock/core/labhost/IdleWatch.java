package dev.drydock.core.labhost;

import dev.drydock.core.time.Scheduler;
import java.time.Duration;

/** Looks from time to time for lab hosts that nobody uses. */
public final class IdleWatch implements AutoCloseable {
    private static final Duration RAREST = Duration.ofMinutes(1);

    private final AttendedLabHosts labs;
    private final Scheduler scheduler;
    private final Duration pause;
    private Scheduler.Scheduled next = () -> {};
    private boolean closed;

    public IdleWatch(AttendedLabHosts labs, LabRules rules, Scheduler scheduler) {
        this.labs = labs;
        this.scheduler = scheduler;
        Duration tenth = rules.idle().dividedBy(10);
        this.pause = tenth.compareTo(RAREST) < 0 ? tenth : RAREST;
    }

    /** Begins; a server that never ends lab hosts needs none. */
    public synchronized void start() {
        if (!closed && !pause.isZero()) {
            next = scheduler.after(pause, this::look);
        }
    }

    private void look() {
        try {
            labs.endIdle();
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
