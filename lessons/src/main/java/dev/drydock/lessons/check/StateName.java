package dev.drydock.lessons.check;

import dev.drydock.core.container.ContainerState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One of Docker's seven states, as a check names it. */
public enum StateName {
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

    public boolean isNameOf(ContainerState state) {
        return word().equals(state.word());
    }

    /** The state with this word; empty for any other word. */
    public static Optional<StateName> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
