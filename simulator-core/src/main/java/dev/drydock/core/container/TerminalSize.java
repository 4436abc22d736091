package dev.drydock.core.container;

/** Size of a terminal in character cells; 0 by 0 leaves it as it is. */
public record TerminalSize(int rows, int columns) {
    public static final TerminalSize UNKNOWN = new TerminalSize(0, 0);
    private static final int LIMIT = 65535;

    public TerminalSize {
        rows = Math.clamp(rows, 0, LIMIT);
        columns = Math.clamp(columns, 0, LIMIT);
    }
}
