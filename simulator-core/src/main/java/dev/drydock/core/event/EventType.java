package dev.drydock.core.event;

import java.util.Locale;

/** Kind of the object that an event is about. */
public enum EventType {
    CONTAINER,
    IMAGE,
    NETWORK,
    VOLUME,
    DAEMON,
    /** For pictures and checks; Docker has no such events, and its clients do not get them. */
    BUILD;

    /** Docker's word for it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
