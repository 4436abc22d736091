package dev.drydock.core.labhost;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Who is at the lab hosts of one student: open terminals, and when somebody last came or went. */
final class Attendance {
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private int terminals;
    private Instant last;

    Attendance(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Does work while these lab hosts are not ended for want of users. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            last = clock.instant();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does work if nothing else is being done with these lab hosts. */
    void ifFree(Runnable work) {
        if (lock.tryLock()) {
            try {
                work.run();
            } finally {
                lock.unlock();
            }
        }
    }

    void terminalOpened() {
        terminals++;
    }

    void terminalClosed() {
        locked(() -> --terminals);
    }

    /** Called with the lock held. */
    boolean isAbandonedSince(Instant time) {
        return terminals == 0 && last.isBefore(time);
    }
}
