package dev.drydock.lessons.course;

import dev.drydock.core.labhost.TerminalId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command and where it is typed.
 *
 * @param host number of the student's lab host
 * @param terminal of that lab host
 */
public record TypedLine(int host, TerminalId terminal, String command) {
    private static final Pattern WITH_PLACE = Pattern.compile("host([1-9])(?::(\\S*?))?\\$ (.*)", Pattern.DOTALL);

    /** One that is typed into the first terminal. */
    public TypedLine(int host, String command) {
        this(host, TerminalId.FIRST, command);
    }

    /**
     * Reads {@code host2$ docker ps} and {@code host1:logs$ docker ps}; a line that names no place is of the first lab host.
     *
     * @throws IllegalArgumentException when the terminal has a name that none can have
     */
    public static TypedLine parse(String line) {
        Matcher matcher = WITH_PLACE.matcher(line);
        if (!matcher.matches()) {
            return new TypedLine(1, line);
        }
        TerminalId terminal =
                Optional.ofNullable(matcher.group(2)).map(TerminalId::new).orElse(TerminalId.FIRST);
        return new TypedLine(Integer.parseInt(matcher.group(1)), terminal, matcher.group(3));
    }
}
