package dev.drydock.core.labhost;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/**
 * Names a lab host on its server: lower-case letters, digits and hyphens, at most 32, starting with a letter or digit. A
 * student's first lab host has such a name; each further one has that name, a dot and its number: {@code anna.2}.
 */
public record LabId(String value) {
    /** The largest number that a lab host may have among those of its student. */
    public static final int LAST = 9;

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}(\\.[2-9])?");
    private static final char DOT = '.';

    public LabId {
        if (!FORM.matcher(value).matches()) {
            throw new EngineException.InvalidParameter(
                    "invalid lab name: a lab name has 1 to 32 lower-case letters, digits and hyphens"
                            + " and starts with a letter or digit");
        }
    }

    /** Which of its student's lab hosts it is, from 1. */
    public int number() {
        int dot = value.indexOf(DOT);
        return dot < 0 ? 1 : value.charAt(dot + 1) - '0';
    }

    /** The first of the same student's lab hosts, which names the student. */
    public LabId first() {
        int dot = value.indexOf(DOT);
        return dot < 0 ? this : new LabId(value.substring(0, dot));
    }

    /** The same student's lab host of this number, from 1 to {@link #LAST}. */
    public LabId host(int number) {
        return number == 1 ? first() : new LabId(first().value + DOT + number);
    }

    /** What the student calls it: {@code host2}. */
    public String name() {
        return "host" + number();
    }

    /** Name of the machine itself: that of a student's first one is the student's, under which they push to the registry. */
    public String hostname() {
        return number() == 1 ? value : name();
    }

    @Override
    public String toString() {
        return value;
    }
}
