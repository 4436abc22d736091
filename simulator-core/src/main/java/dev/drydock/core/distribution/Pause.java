package dev.drydock.core.distribution;

import dev.drydock.core.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lets time pass, unless somebody ends the operation. */
final class Pause {
    private Pause() {}

    static void of(Duration duration, Scheduler scheduler, Cancellation cancellation) {
        CountDownLatch over = new CountDownLatch(1);
        Scheduler.Scheduled scheduled = scheduler.after(duration, over::countDown);
        try (Cancellation.Registration _ = cancellation.onCancel(over::countDown)) {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.cancelled();
        } finally {
            scheduled.cancel();
        }
        cancellation.check();
    }
}
