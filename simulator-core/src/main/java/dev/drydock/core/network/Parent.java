package dev.drydock.core.network;

/**
 * The device of a lab host upon which the containers of a network have theirs.
 *
 * @param kind of the containers' devices
 * @param source where the device comes from
 */
public record Parent(String device, SubDevice.Kind kind, Source source) {
    /** Where a parent comes from. */
    public sealed interface Source {
        /** It is there. */
        record Given() implements Source {}

        /** One that leads nowhere: only the containers of the network reach each other. */
        record Nowhere() implements Source {}

        /**
         * It is cut out of another device (IEEE 802.1Q).
         *
         * @param id 1 to 4094
         */
        record Vlan(String device, int id) implements Source {}
    }
}
