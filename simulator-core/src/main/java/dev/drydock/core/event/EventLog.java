package dev.drydock.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The latest events of one engine, in order, and their live delivery. */
public final class EventLog {
    public void publish(EventType type, String action, String actorId, Map<String, String> attributes) {
        throw new UnsupportedOperationException();
    }

    /** Kept events from this moment on, oldest first. */
    public List<Event> since(Instant from) {
        throw new UnsupportedOperationException();
    }

    /** Starts collecting; nothing that is published after this call is missed by a subscriber that keeps up. */
    public EventSubscription subscribe() {
        throw new UnsupportedOperationException();
    }
}
