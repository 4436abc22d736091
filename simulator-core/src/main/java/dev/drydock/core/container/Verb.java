package dev.drydock.core.container;

import java.util.Locale;

/** What can be asked of a container, and the end of its process, which nobody asks for. */
public enum Verb {
    START,
    STOP,
    KILL,
    PAUSE,
    UNPAUSE,
    RESTART,
    RENAME,
    EXEC,
    ATTACH,
    REMOVE,
    /** {@code rm --force}. */
    FORCE_REMOVE,
    /** PID 1 ends, and no restart policy applies. */
    EXIT;

    /** The word in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
