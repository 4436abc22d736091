package dev.drydock.core.container;

/**
 * A signal by its Linux number on the machine's architecture, 1 to 64.
 */
public record Signal(int number) {
    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);

    public Signal {
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }
}
