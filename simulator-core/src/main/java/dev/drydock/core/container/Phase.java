package dev.drydock.core.container;

import java.util.Locale;

/** The seven states of Docker without their details: the rows of the {@link Lifecycle} table. */
public enum Phase {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD;

    /** Docker's word for it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
