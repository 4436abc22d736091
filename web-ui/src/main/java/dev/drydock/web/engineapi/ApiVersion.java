package dev.drydock.web.engineapi;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Engine API, the {@code 1.50} of {@code /v1.50/containers/json}. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    static final ApiVersion NEWEST = new ApiVersion(1, 50);
    static final ApiVersion OLDEST = new ApiVersion(1, 24);

    /** Docker compares number by number and takes any count of them; two mean something. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9})[0-9.]*)?");

    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiVersion(
                        Integer.parseInt(matcher.group(1)),
                        matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return compareTo(new ApiVersion(otherMajor, otherMinor)) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
