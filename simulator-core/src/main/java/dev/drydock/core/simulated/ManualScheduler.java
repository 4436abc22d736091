package dev.drydock.core.simulated;

import dev.drydock.core.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and scheduler whose time passes only when it is told to. */
public final class ManualScheduler implements Scheduler, InstantSource {
    private final List<Task> tasks = new ArrayList<>();
    private Instant now;
    private long count;

    public ManualScheduler(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Scheduled after(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay), count++, action);
        tasks.add(task);
        notifyAll();
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets time pass and runs what becomes due, in order, on the caller's thread. */
    public void advance(Duration time) {
        Instant end = instant().plus(time);
        Optional<Task> next = takeDue(end);
        while (next.isPresent()) {
            next.get().action().run();
            next = takeDue(end);
        }
        setTime(end);
    }

    private synchronized Optional<Task> takeDue(Instant end) {
        Optional<Task> due = tasks.stream()
                .filter(task -> !task.at().isAfter(end))
                .min(Comparator.comparing(Task::at).thenComparingLong(Task::number));
        due.ifPresent(task -> {
            tasks.remove(task);
            setTime(task.at());
        });
        return due;
    }

    private synchronized void setTime(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    /** Waits until a task is waiting that is due after this time. */
    public synchronized void awaitPending(Duration delay) throws InterruptedException {
        while (tasks.stream().noneMatch(task -> task.at().equals(now.plus(delay)))) {
            wait();
        }
    }

    /** How long until each waiting task is due, soonest first. */
    public synchronized List<Duration> pending() {
        return tasks.stream()
                .map(task -> Duration.between(now, task.at()))
                .sorted()
                .toList();
    }

    private record Task(Instant at, long number, Runnable action) {}
}
