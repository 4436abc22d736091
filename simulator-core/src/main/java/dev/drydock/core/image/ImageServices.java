package dev.drydock.core.image;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import java.time.InstantSource;

/**
 * What the images of one lab rest on.
 *
 * @param store of the lab
 * @param content of the server
 * @param events of the lab
 * @param room bytes that the lab may have on the machine's disk
 */
public record ImageServices(ImageStore store, SharedContent content, EventLog events, InstantSource clock, long room) {
    /** With the room that labs usually have. */
    public ImageServices(ImageStore store, SharedContent content, EventLog events, InstantSource clock) {
        this(store, content, events, clock, ImageRoom.DEFAULT);
    }
}
