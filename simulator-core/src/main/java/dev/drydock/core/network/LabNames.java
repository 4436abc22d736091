package dev.drydock.core.network;

import java.net.Inet4Address;

/** Names that every lab host knows. */
public final class LabNames {
    /** Of the server's registry. */
    public static final String REGISTRY = "registry.lab";

    /** Link-local, so that no network that a student makes has it; containers reach it through their gateway. */
    public static final Inet4Address REGISTRY_ADDRESS = Addresses.parse("169.254.99.1");

    private LabNames() {}
}
