package dev.drydock.core.labhost;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a terminal of a lab host.
 *
 * @param name a number from 1 to 9, or up to 16 small letters, digits and hyphens that begin with a letter
 */
public record TerminalId(String name) {
    // Before FIRST, which it checks.
    private static final Pattern NAME = Pattern.compile("[1-9]|[a-z][a-z0-9-]{0,15}");

    /** The one that every lab host has. */
    public static final TerminalId FIRST = new TerminalId(1);

    /** How many there may be of one lab host, the first among them. */
    public static final int MOST = 4;

    public TerminalId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a terminal has a number from 1 to 9 or a name such as logs");
        }
    }

    public TerminalId(int number) {
        this(Integer.toString(number));
    }

    /** Empty for what is no name of a terminal. */
    public static Optional<TerminalId> find(String name) {
        return NAME.matcher(name).matches() ? Optional.of(new TerminalId(name)) : Optional.empty();
    }

    public boolean isFirst() {
        return equals(FIRST);
    }

    @Override
    public String toString() {
        return name;
    }
}
