package dev.drydock.sandbox.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param name short, such as {@code overlay}
 * @param sentence what was found, and what to do when it is not enough
 */
public record Probe(String name, Level level, String sentence) {
    /** How well it serves. */
    public enum Level {
        OK,
        LIMITED,
        MISSING;

        /** In lower case, as it is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Probe ok(String name, String sentence) {
        return new Probe(name, Level.OK, sentence);
    }

    static Probe limited(String name, String sentence) {
        return new Probe(name, Level.LIMITED, sentence);
    }

    static Probe missing(String name, String sentence) {
        return new Probe(name, Level.MISSING, sentence);
    }
}
