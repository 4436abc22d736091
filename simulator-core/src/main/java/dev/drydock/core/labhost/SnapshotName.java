package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.regex.Pattern;

/** Names a snapshot among those of its student: lower-case letters, digits, hyphens and dots, at most 130. */
public record SnapshotName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,129}");

    public SnapshotName {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidParameter("invalid name of a snapshot: it has 1 to 130 lower-case letters, digits, hyphens"
                    + " and dots and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
