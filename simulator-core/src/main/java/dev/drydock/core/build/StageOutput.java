package dev.drydock.core.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one of several stages tells that are built at once: it is kept until the stages before it have told everything. A stage
 * that tells very much waits for its turn.
 */
final class StageOutput implements BuildListener {
    private static final long KEPT_BYTES = 1 << 20;
    private static final int KEPT_EVENTS = 10_000;

    private final BuildListener next;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private final Deque<BuildEvent> kept = new ArrayDeque<>();
    private long bytes;
    private boolean hasTurn;
    private boolean isDropped;

    StageOutput(BuildListener next) {
        this.next = next;
    }

    @Override
    public void on(BuildEvent event) {
        lock.lock();
        try {
            while (!hasTurn && !isDropped && (bytes >= KEPT_BYTES || kept.size() >= KEPT_EVENTS)) {
                turn.awaitUninterruptibly();
            }
            if (hasTurn) {
                next.on(event);
            } else if (!isDropped) {
                kept.add(event);
                bytes += event instanceof BuildEvent.Output output
                        ? output.bytes().remaining()
                        : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells what was kept; from now on nothing is. */
    void takeTurn() {
        lock.lock();
        try {
            hasTurn = true;
            turn.signalAll();
            while (!kept.isEmpty()) {
                next.on(kept.poll());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody listens any more. */
    void drop() {
        lock.lock();
        try {
            hasTurn = false;
            isDropped = true;
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
