package dev.drydock.core.container;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exec with its lock. */
final class LiveExec {
    /** Where an exec is on its way. */
    enum Stage {
        CREATED,
        STARTED,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveExec.class);
    /** Between the end of the streams and the news of the end lie two messages of the same program. */
    private static final int PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
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
        value = value.withPid(process.pid());
        begun.complete(true);
    }

    void ended(ExitStatus status) {
        stage = Stage.ENDED;
        value = value.withStatus(status);
        begun.complete(true);
    }

    /** Lets those go on who wait for the end: after everything that is to come before what they do next. */
    void tellEnd() {
        end.countDown();
    }

    /** Waits, without the lock, until it is known how it ended. */
    void awaitEnd() {
        try {
            if (!end.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the streams of exec {} have ended, but how it ended is not known", value.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes when it has been started, also when that failed. */
    CompletableFuture<Boolean> begun() {
        return begun;
    }

    boolean isAttached() {
        return attached;
    }

    void setAttached(boolean isAttached) {
        attached = isAttached;
    }
}
