package dev.drydock.core.container;

import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import java.util.HashMap;
import java.util.Map;

/** Publishes what happens to containers, with Docker's attributes: labels, image, name and those of the action. */
final class ContainerEvents {
    private final EventLog log;

    ContainerEvents(EventLog log) {
        this.log = log;
    }

    void publish(Container container, String action) {
        publish(container, action, Map.of());
    }

    void publish(Container container, String action, Map<String, String> details) {
        Map<String, String> attributes = new HashMap<>(container.config().labels());
        attributes.put("image", container.config().image());
        attributes.put("name", container.name());
        attributes.putAll(details);
        log.publish(EventType.CONTAINER, action, container.id().value(), attributes);
    }
}
