package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Lets somebody end an operation that runs on other threads. */
public final class Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> actions = new ArrayList<>();
    private boolean isCancelled;

    /** An action that is run at once when the operation is cancelled, until it is taken back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Ends the operation; does not wait for it. */
    public void cancel() {
        List<Runnable> due;
        lock.lock();
        try {
            isCancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        lock.lock();
        try {
            return isCancelled;
        } finally {
            lock.unlock();
        }
    }

    /** @throws EngineException.Unavailable when it was cancelled */
    public void check() {
        if (isCancelled()) {
            throw cancelled();
        }
    }

    static EngineException cancelled() {
        return new EngineException.Unavailable("context canceled");
    }

    /** @param action must not wait */
    public Registration onCancel(Runnable action) {
        boolean isLate;
        lock.lock();
        try {
            isLate = isCancelled;
            if (!isLate) {
                actions.add(action);
            }
        } finally {
            lock.unlock();
        }
        if (isLate) {
            action.run();
        }
        return () -> remove(action);
    }

    @SuppressWarnings("ReferenceEquality") // the very one that was added
    private void remove(Runnable action) {
        lock.lock();
        try {
            actions.removeIf(other -> other == action);
        } finally {
            lock.unlock();
        }
    }

    /** One that ends with this one, and can be ended alone. */
    public Cancellation child() {
        Cancellation child = new Cancellation();
        onCancel(child::cancel);
        return child;
    }
}
