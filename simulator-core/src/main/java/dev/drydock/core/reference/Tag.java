package dev.drydock.core.reference;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/** Names one version within a repository: at most 128 letters, digits, underscores, dots and hyphens. */
public record Tag(String value) implements Comparable<Tag> {
    private static final Pattern FORM = Pattern.compile("\\w[\\w.-]{0,127}");

    public static final Tag LATEST = new Tag("latest");

    public Tag {
        if (!FORM.matcher(value).matches()) {
            throw new EngineException.InvalidParameter("invalid tag format");
        }
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
