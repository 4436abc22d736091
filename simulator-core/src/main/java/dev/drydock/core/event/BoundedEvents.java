package dev.drydock.core.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A queue of events that knows how much it holds. */
final class BoundedEvents {
    private static final int CHARACTERS = 4 << 20;
    private final int capacity;
    private final Deque<Event> events = new ArrayDeque<>();
    private long characters;

    /** @param capacity how many it may hold, however short they are */
    BoundedEvents(int capacity) {
        this.capacity = capacity;
    }

    /** Whether one more would be too much; an empty queue takes any. */
    boolean isFullFor(Event event) {
        return !events.isEmpty() && (events.size() >= capacity || characters + event.characters() > CHARACTERS);
    }

    void add(Event event) {
        events.addLast(event);
        characters += event.characters();
    }

    /** Null when it is empty. */
    @Nullable
    Event poll() {
        Event event = events.pollFirst();
        characters -= event == null ? 0 : event.characters();
        return event;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    Stream<Event> stream() {
        return events.stream();
    }

    void clear() {
        events.clear();
        characters = 0;
    }
}
