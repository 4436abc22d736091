package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException;
import java.util.Locale;

/** One more lab host, or terminal of one, would be too much now; later there may be room. */
public final class NoRoom extends EngineException.Unavailable {
    /** What is short. */
    public enum Reason {
        /** As many lab hosts run as the server may have. */
        LABS,
        /** The student has as many as one may have; there is room when one is removed. */
        HOSTS,
        /** As many terminals of the lab host are open as there may be. */
        TERMINALS,
        DISK,
        MEMORY;

        /** In lower case, as pages are told. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    public NoRoom(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
