package dev.drydock.core.volume;

import java.util.Locale;
import java.util.Optional;

/** How later mounts below a bound directory pass between lab host and container; the words are mount(8)'s. */
public enum Propagation {
    PRIVATE,
    RPRIVATE,
    SHARED,
    RSHARED,
    SLAVE,
    RSLAVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it holds for the mounts below as well. */
    public boolean isRecursive() {
        return name().startsWith("R");
    }

    /** Empty for a word that there is not. */
    public static Optional<Propagation> parse(String word) {
        for (Propagation value : values()) {
            if (value.word().equals(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
