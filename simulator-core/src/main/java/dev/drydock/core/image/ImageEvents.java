package dev.drydock.core.image;

import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import java.util.Map;
import java.util.TreeMap;

/** Tells what happens to images, with the attributes that Docker gives: the image's labels and a name. */
final class ImageEvents {
    private static final String NAME = "name";
    private final EventLog events;

    ImageEvents(EventLog events) {
        this.events = events;
    }

    /** About an image by its id. */
    void publish(Image image, String action, String name) {
        publish(image, action, image.id().toString(), name);
    }

    /** @param actor the image's id, or the name that was used for it */
    void publish(Image image, String action, String actor, String name) {
        Map<String, String> labels = image.config().config().labels();
        Map<String, String> attributes = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
        attributes.put(NAME, name);
        events.publish(EventType.IMAGE, action, actor, attributes);
    }

    void pruned(long reclaimed) {
        events.publish(EventType.IMAGE, "prune", "", Map.of("reclaimed", Long.toString(reclaimed)));
    }
}
