package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code --filter} of {@code docker events}: values of one word are alternatives, words must all hold. */
final class EventFilter {
    private static final Set<String> WORDS = Set.of(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");
    private static final String ID_ALGORITHM = "sha256:";

    private final Map<String, List<String>> terms;

    EventFilter(Map<String, List<String>> terms) {
        for (String word : terms.keySet()) {
            if (!WORDS.contains(word)) {
                throw new EngineException.InvalidParameter("invalid filter '" + word + "'");
            }
        }
        this.terms = terms;
    }

    boolean matches(Event event) {
        return terms.entrySet().stream()
                .allMatch(term -> term.getValue().isEmpty()
                        || term.getValue().stream().anyMatch(value -> matches(term.getKey(), value, event)));
    }

    private static boolean matches(String word, String value, Event event) {
        return switch (word) {
            case "event" -> event.action().equals(value) || event.action().startsWith(value + ":");
            case "type" -> event.type().word().equals(value);
            case "scope" -> value.equals("local");
            case "label" -> isLabelled(value, event);
            case "container" -> event.type() == EventType.CONTAINER && isNamed(value, event);
            case "network" -> event.type() == EventType.NETWORK && isNamed(value, event);
            case "volume" -> event.type() == EventType.VOLUME && isNamed(value, event);
            case "daemon" -> event.type() == EventType.DAEMON && isNamed(value, event);
            case "image" -> isOfImage(value, event);
            default -> false;
        };
    }

    private static boolean isNamed(String value, Event event) {
        return event.actorId().startsWith(value)
                || value.equals(event.attributes().get("name"));
    }

    private static boolean isLabelled(String value, Event event) {
        int equals = value.indexOf('=');
        return equals < 0
                ? event.attributes().containsKey(value)
                : value.substring(equals + 1).equals(event.attributes().get(value.substring(0, equals)));
    }

    /** Events of the image and of its containers; a name without a tag stands for all of them. */
    private static boolean isOfImage(String value, Event event) {
        String image = switch (event.type()) {
            case IMAGE -> event.attributes().getOrDefault("name", event.actorId());
            case CONTAINER -> event.attributes().getOrDefault("image", "");
            case NETWORK, VOLUME, DAEMON -> "";
        };
        return !image.isEmpty()
                && (image.equals(value)
                        || image.startsWith(value + ":")
                        || (event.type() == EventType.IMAGE && event.actorId().startsWith(ID_ALGORITHM + value)));
    }
}
