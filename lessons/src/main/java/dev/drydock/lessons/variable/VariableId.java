package dev.drydock.lessons.variable;

import java.util.regex.Pattern;

/** Names a variable of a lesson: lower-case letters, digits and hyphens. */
public record VariableId(String value) implements Comparable<VariableId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 32;

    public VariableId {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is not a variable's name: lower-case letters, digits and single hyphens, a letter first");
        }
    }

    @Override
    public int compareTo(VariableId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
