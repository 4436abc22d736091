package dev.drydock.core.dns;

/** How a question came, and how its answer goes (RFC 1035, section 4.2). */
public enum Transport {
    /** UDP, to somebody who does not say that more is possible. */
    DATAGRAM(512),
    /** TCP. */
    CONNECTION(65535);

    private final int limit;

    Transport(int limit) {
        this.limit = limit;
    }

    /** Largest answer, in bytes. */
    public int limit() {
        return limit;
    }
}
