package dev.drydock.core.id;

import java.util.regex.Pattern;

/** The form of Docker's long identifiers. */
public final class HexId {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private HexId() {}

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    /** Rejects what is not 64 lower-case hexadecimal digits. */
    public static void check(String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an id of 64 hexadecimal digits: " + value);
        }
    }
}
