package dev.drydock.core.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest events of one engine, in order, and their live delivery. Publishing never waits for a reader: one that falls
 * too far behind is ended.
 */
public final class EventLog {
    private static final int KEPT = 1024;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final BoundedEvents kept;
    private final List<QueuedSubscription> subscriptions = new ArrayList<>();
    private Instant latest = Instant.MIN;
    private boolean isClosed;

    public EventLog(InstantSource clock) {
        this(clock, KEPT);
    }

    EventLog(InstantSource clock, int capacity) {
        this.clock = clock;
        kept = new BoundedEvents(capacity);
    }

    public void publish(EventType type, String action, String actorId, Map<String, String> attributes) {
        lock.lock();
        try {
            Event event = new Event(type, action, actorId, attributes, time());
            while (kept.isFullFor(event)) {
                kept.poll();
            }
            kept.add(event);
            subscriptions.removeIf(subscription -> !subscription.offer(event));
        } finally {
            lock.unlock();
        }
    }

    /** Never goes back, so that a replay from an event's time holds everything after it. */
    private Instant time() {
        Instant now = clock.instant();
        if (now.isAfter(latest)) {
            latest = now;
        }
        return latest;
    }

    /** Has every reader look again, though nothing happened that is an event of this engine. */
    public void wake() {
        lock.lock();
        try {
            subscriptions.forEach(QueuedSubscription::wake);
        } finally {
            lock.unlock();
        }
    }

    /** Kept events from this moment on, oldest first. */
    public List<Event> since(Instant from) {
        lock.lock();
        try {
            return kept.stream().filter(event -> !event.time().isBefore(from)).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Starts collecting; nothing that is published after this call is missed by a subscriber that keeps up. */
    public EventSubscription subscribe() {
        return subscribe(Instant.MAX);
    }

    /** Delivers the kept events from this moment on, then what is published later: each once, in order. */
    public EventSubscription subscribe(Instant from) {
        return subscribe(from, () -> {});
    }

    /**
     * As {@link #subscribe(Instant)}.
     *
     * @param onCutOff called when the subscription is ended because its reader fell too far behind, on a thread of its own
     */
    public EventSubscription subscribe(Instant from, Runnable onCutOff) {
        lock.lock();
        try {
            subscriptions.removeIf(QueuedSubscription::isClosed);
            QueuedSubscription subscription = new QueuedSubscription(since(from), onCutOff);
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** How many listen at present. */
    public int subscriptions() {
        lock.lock();
        try {
            subscriptions.removeIf(QueuedSubscription::isClosed);
            return subscriptions.size();
        } finally {
            lock.unlock();
        }
    }

    /** False once its engine was closed: nothing is published any more. */
    public boolean isOpen() {
        lock.lock();
        try {
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every subscription. */
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            subscriptions.forEach(QueuedSubscription::close);
            subscriptions.clear();
        } finally {
            lock.unlock();
        }
    }
}
