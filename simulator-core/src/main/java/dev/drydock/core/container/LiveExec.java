package dev.drydock.core.container;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/** One exec with its lock. */
final class LiveExec {
    /** Where an exec is on its way. */
    enum Stage {
        CREATED,
        STARTED,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Exec value;
    private Stage stage = Stage.CREATED;
    private boolean attached;

    LiveExec(Exec value) {
        this.value = value;
    }

    Exec value() {
        return value;
    }

    Stage stage() {
        return stage;
    }

    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    void started(StartedProcess process) {
        stage = Stage.STARTED;
        value = new Exec(value.id(), value.container(), value.process(), OptionalInt.of(process.pid()), value.status());
    }

    void ended(ExitStatus status) {
        stage = Stage.ENDED;
        value = new Exec(value.id(), value.container(), value.process(), value.pid(), Optional.of(status));
    }

    boolean isAttached() {
        return attached;
    }

    void setAttached(boolean isAttached) {
        attached = isAttached;
    }
}
