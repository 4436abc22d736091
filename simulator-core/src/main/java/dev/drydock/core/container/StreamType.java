package dev.drydock.core.container;

/** The output stream that bytes came from; the number is the one in Docker's multiplexed stream header. */
public enum StreamType {
    STDOUT(1),
    STDERR(2);

    private final int number;

    StreamType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
