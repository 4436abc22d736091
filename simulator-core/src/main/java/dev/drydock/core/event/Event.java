package dev.drydock.core.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened to an object of the engine.
 *
 * @param action Docker's word, such as {@code start} or {@code exec_create: sh}
 * @param actorId the object's full id, or an image's reference
 * @param attributes sorted by name
 */
public record Event(EventType type, String action, String actorId, Map<String, String> attributes, Instant time) {
    public Event {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** About how much memory it takes: labels may be long. */
    int characters() {
        int sum = action.length() + actorId.length();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            sum += attribute.getKey().length() + attribute.getValue().length();
        }
        return sum;
    }
}
