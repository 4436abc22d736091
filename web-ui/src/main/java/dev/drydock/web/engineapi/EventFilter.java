package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code --filter} of {@code docker events}: values of one word are alternatives, words must all hold. As in Docker,
 * words that it does not know change nothing, and names count by their beginning.
 */
final class EventFilter {
    /** Words for an object by its id or name, whatever the event's type is. */
    private static final Set<String> OBJECTS =
            Set.of("config", "container", "daemon", "network", "node", "plugin", "secret", "service", "volume");

    /** Actions that are followed by what they do; with one of them, all values count by their beginning. */
    private static final Set<String> PREFIXES = Set.of("exec_create", "exec_start", "health_status");

    private final Map<String, List<String>> terms;

    EventFilter(Map<String, List<String>> terms) {
        this.terms = terms;
    }

    boolean matches(Event event) {
        return event.type() != EventType.BUILD
                && terms.entrySet().stream()
                        .allMatch(term -> term.getValue().isEmpty() || matches(term.getKey(), term.getValue(), event));
    }

    private static boolean matches(String word, List<String> values, Event event) {
        return switch (word) {
            case "event" -> isAction(values, event.action());
            case "type" -> values.contains(event.type().word());
            case "scope" -> values.contains("local");
            case "label" -> values.stream().allMatch(value -> isLabelled(value, event));
            case "image" -> isOfImage(values, event);
            default -> !OBJECTS.contains(word) || isNamed(values, event);
        };
    }

    private static boolean isAction(List<String> values, String action) {
        boolean byBeginning = values.stream().anyMatch(PREFIXES::contains);
        return byBeginning ? values.stream().anyMatch(action::startsWith) : values.contains(action);
    }

    private static boolean isNamed(List<String> values, Event event) {
        String name = event.attributes().getOrDefault("name", "");
        return values.stream().anyMatch(value -> event.actorId().startsWith(value) || name.startsWith(value));
    }

    private static boolean isLabelled(String value, Event event) {
        int equals = value.indexOf('=');
        return equals < 0
                ? event.attributes().containsKey(value)
                : value.substring(equals + 1).equals(event.attributes().get(value.substring(0, equals)));
    }

    /** Events of the image and of its containers; a name without a tag stands for all of them. */
    private static boolean isOfImage(List<String> values, Event event) {
        String id = event.actorId();
        String name = event.attributes().getOrDefault(event.type() == EventType.IMAGE ? "name" : "image", "");
        return values.contains(id)
                || values.contains(name)
                || values.contains(withoutTag(id))
                || values.contains(withoutTag(name));
    }

    private static String withoutTag(String image) {
        try {
            return ImageDocuments.repository(ImageReference.parse(image));
        } catch (EngineException.InvalidParameter e) {
            return image;
        }
    }
}
