package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flags of one instruction, judged by what it takes. The sentences are dockerd's. */
final class Flags {
    private final Map<String, List<String>> values = new HashMap<>();

    private Flags() {}

    /** What an instruction takes. */
    enum Kind {
        TEXT,
        /** May be there more than once. */
        TEXTS,
        /** A value is not needed. */
        SWITCH
    }

    static Flags of(Statement statement, Map<String, Kind> known) {
        Flags flags = new Flags();
        for (String word : statement.flags()) {
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            Kind kind = known.get(name);
            if (kind == null) {
                throw new InvalidParameter("Unknown flag: " + name);
            }
            if (flags.values.containsKey(name) && kind != Kind.TEXTS) {
                throw new InvalidParameter("Duplicate flag specified: " + name);
            }
            String value = kind == Kind.SWITCH ? truth(name, word, equals) : text(name, word, equals);
            flags.values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return flags;
    }

    /** For instructions that take none. */
    static void none(Statement statement) {
        of(statement, Map.of());
    }

    private static String text(String name, String word, int equals) {
        if (equals < 0) {
            throw missing(name);
        }
        return word.substring(equals + 1);
    }

    private static String truth(String name, String word, int equals) {
        String value = equals < 0 ? "true" : word.substring(equals + 1);
        if (value.isEmpty()) {
            throw missing(name);
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (!Set.of("true", "false").contains(lower)) {
            throw new InvalidParameter("Expecting boolean value for flag " + name + ", not: " + value);
        }
        return lower;
    }

    private static InvalidParameter missing(String name) {
        return new InvalidParameter("Missing a value on flag: " + name);
    }

    /** An empty value is none. */
    Optional<String> value(String name) {
        return all(name).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean isOn(String name) {
        return all(name).contains("true");
    }
}
