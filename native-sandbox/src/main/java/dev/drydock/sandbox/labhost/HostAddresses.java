package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.TunnelEndpoint;
import java.util.List;
import java.util.stream.IntStream;

/** Where the lab hosts of one student find each other; those of every other student have the same addresses elsewhere. */
public final class HostAddresses {
    /** What addresses begin with; the last number is that of the lab host. */
    static final String BEGINNING = "10.88.0.";

    private HostAddresses() {}

    /** The address of a lab host on the network between them. */
    public static TunnelEndpoint of(LabId lab) {
        return of(lab.number());
    }

    static String text(LabId lab) {
        return BEGINNING + lab.number();
    }

    private static TunnelEndpoint of(int number) {
        return new TunnelEndpoint(number, Addresses.parse(BEGINNING + number));
    }

    /** Those that all other lab hosts of the student have, or will have. */
    static List<byte[]> others(LabId lab) {
        return IntStream.rangeClosed(1, LabId.LAST)
                .filter(number -> number != lab.number())
                .mapToObj(number -> of(number).address().getAddress())
                .toList();
    }
}
