package dev.drydock.core.labhost;

import java.net.Inet4Address;

/**
 * A TCP port of a lab host.
 *
 * @param address one of the lab host's own, such as 127.0.0.1
 * @param number 1 to 65535
 */
public record LabPort(Inet4Address address, int number) {
    private static final int HIGHEST = 65535;

    public LabPort {
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException("no port: " + number);
        }
    }
}
