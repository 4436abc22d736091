package dev.drydock.lessons.progress;

import java.util.Locale;

/** Where a step stands. A step that is done stays done, whatever becomes of the engine, unless its lesson says otherwise. */
public enum StepStatus {
    /** A step that it needs is not done. */
    WAITING,
    /** It is this step's turn: the engine is asked. Several steps may be open side by side. */
    OPEN,
    DONE;

    /** In lower case, for markup and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
