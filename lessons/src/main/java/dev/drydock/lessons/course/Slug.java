package dev.drydock.lessons.course;

import java.util.regex.Pattern;

/** The form of ids in a course: fit for a path, an address and an attribute without quoting. */
final class Slug {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Slug() {}

    static void check(String value) {
        if (value.length() > 64 || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not an id: lower-case letters, digits and single hyphens, a letter first");
        }
    }
}
