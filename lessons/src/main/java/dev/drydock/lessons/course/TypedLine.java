package dev.drydock.lessons.course;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command and where it is typed.
 *
 * @param host number of the student's lab host
 */
public record TypedLine(int host, String command) {
    private static final Pattern WITH_HOST = Pattern.compile("host([1-9])\\$ (.*)", Pattern.DOTALL);

    /** Reads {@code host2$ docker ps}; a line that names none is of the first lab host. */
    public static TypedLine parse(String line) {
        Matcher matcher = WITH_HOST.matcher(line);
        return matcher.matches()
                ? new TypedLine(Integer.parseInt(matcher.group(1)), matcher.group(2))
                : new TypedLine(1, line);
    }
}
