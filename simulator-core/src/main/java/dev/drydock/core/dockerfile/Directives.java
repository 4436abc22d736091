package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The comments {@code # escape=…} and {@code # syntax=…} that a Dockerfile may begin with. */
final class Directives {
    private static final Set<String> KNOWN = Set.of("escape", "syntax");
    private final Map<String, String> values = new HashMap<>();
    private char escape;
    private boolean isDone;

    Directives(char escape) {
        this.escape = escape;
    }

    char escape() {
        return escape;
    }

    Optional<String> syntax() {
        return Optional.ofNullable(values.get("syntax"));
    }

    /** The next line of the file; the first one that is no directive ends them. */
    void read(String line) {
        if (isDone) {
            return;
        }
        int equals = line.indexOf('=');
        String name = equals < 0 || !line.startsWith("#")
                ? ""
                : Spaces.trim(line.substring(1, equals)).toLowerCase(Locale.ROOT);
        String value = Spaces.trim(line.substring(equals + 1));
        if (!KNOWN.contains(name) || value.isEmpty()) {
            isDone = true;
            return;
        }
        if (values.put(name, value) != null) {
            throw new InvalidParameter("only one " + name + " parser directive can be used");
        }
        if (name.equals("escape")) {
            if (!value.equals("\\") && !value.equals("`")) {
                throw new InvalidParameter("invalid escape token '" + value + "' does not match ` or \\");
            }
            escape = value.charAt(0);
        }
    }
}
