package dev.drydock.core.labhost;

/**
 * Names a terminal of a lab host.
 *
 * @param number from 1 to 9
 */
public record TerminalId(int number) {
    public TerminalId {
        if (number < 1 || number > 9) {
            throw new IllegalArgumentException("a terminal has a number from 1 to 9, not " + number);
        }
    }
}
