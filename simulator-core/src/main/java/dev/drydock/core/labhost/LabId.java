package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/** Names a lab host on its server: lower-case letters, digits and hyphens, at most 32, starting with a letter or digit. */
public record LabId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public LabId {
        if (!FORM.matcher(value).matches()) {
            throw new EngineException.InvalidParameter(
                    "invalid lab name: a lab name has 1 to 32 lower-case letters, digits and hyphens"
                            + " and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
