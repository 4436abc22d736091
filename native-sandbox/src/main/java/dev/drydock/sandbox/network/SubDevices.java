package dev.drydock.sandbox.network;

import dev.drydock.core.network.SubDevice;

/** The numbers of macvlan and ipvlan (linux/if_link.h) and what PROTOCOL.md calls them. */
public final class SubDevices {
    private static final int MACVLAN = 1;
    private static final int IPVLAN = 2;
    private static final int PRIVATE = 1;
    private static final int VEPA = 2;
    private static final int BRIDGE = 4;
    private static final int PASSTHRU = 8;

    private SubDevices() {}

    public static int kind(SubDevice.Kind kind) {
        return switch (kind) {
            case MACVLAN -> MACVLAN;
            case IPVLAN -> IPVLAN;
        };
    }

    /** The kernel's number of the mode. */
    public static int mode(SubDevice device) {
        return switch (device.mode()) {
            case "private" -> PRIVATE;
            case "vepa" -> VEPA;
            case "passthru" -> PASSTHRU;
            case "l2" -> 0;
            case "l3" -> 1;
            case "l3s" -> 2;
            default -> BRIDGE;
        };
    }
}
