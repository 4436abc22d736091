package dev.drydock.web.live;

import dev.drydock.core.event.EventSubscription;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.student.Student;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when something happens on a student's further lab hosts, for a lesson that needs them; also when one comes. */
final class OtherHosts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OtherHosts.class);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration BURST = Duration.ofMillis(15);
    private static final int MAX_BURST = 256;

    private final LabDoor labs;
    private final Student student;
    private final Runnable changed;
    private final List<Thread> threads;

    /**
     * @param hosts how many lab hosts the lesson needs, the first included
     * @param changed is told
     */
    OtherHosts(LabDoor labs, Student student, int hosts, Runnable changed) {
        this.labs = labs;
        this.student = student;
        this.changed = changed;
        this.threads = IntStream.rangeClosed(2, hosts)
                .mapToObj(
                        number -> Thread.ofVirtual().name("live-host" + number).unstarted(() -> follow(number)))
                .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void follow(int number) {
        try {
            while (!Thread.interrupted()) {
                try (EventSubscription events =
                        labs.await(student, number).get().engine().events().subscribe()) {
                    changed.run();
                    while (events.isOpen()) {
                        if (events.next(LONG).isPresent()) {
                            skipBurst(events);
                            changed.run();
                        }
                    }
                    // It has ended: what was there is there no more.
                    changed.run();
                }
            }
        } catch (InterruptedException e) {
            LOG.trace("a page has gone", e);
        } catch (ExecutionException e) {
            LOG.warn("host{} of a student cannot be followed", number, e.getCause());
        }
    }

    private static void skipBurst(EventSubscription events) throws InterruptedException {
        for (int count = 1; count < MAX_BURST && events.next(BURST).isPresent(); count++) {
            LOG.trace("one look for all of them");
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
