package dev.drydock.core.network;

/**
 * A device of a container that is part of one of the lab host's, instead of a port of a bridge.
 *
 * @param mode of its kind, in Docker's words: {@code bridge}, {@code private}, {@code vepa} or {@code passthru} of a
 *     macvlan, {@code l2}, {@code l3} or {@code l3s} of an ipvlan
 */
public record SubDevice(Kind kind, String mode) {
    /** Kinds that the kernel may have. */
    public enum Kind {
        /** With a hardware address of its own. */
        MACVLAN("macvlan"),
        /** With that of the device below. */
        IPVLAN("ipvlan");

        private final String driver;

        Kind(String driver) {
            this.driver = driver;
        }

        /** The network driver's name. */
        public String driver() {
            return driver;
        }
    }
}
