package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The options of the drivers macvlan and ipvlan. The sentences are dockerd's. */
final class ParentOptions {
    private static final String PARENT = "parent";
    private static final List<String> MACVLAN_MODES = List.of("bridge", "private", "vepa", "passthru");
    private static final List<String> IPVLAN_MODES = List.of("l2", "l3", "l3s");
    private static final String LOOPBACK = "lo";
    private static final int LAST_VLAN = 4094;
    private static final int LONGEST_NAME = 15;
    private static final int SHORT_ID = 12;

    private ParentOptions() {}

    static Optional<SubDevice.Kind> kind(String driver) {
        return Arrays.stream(SubDevice.Kind.values())
                .filter(kind -> kind.driver().equals(driver))
                .findFirst();
    }

    /** What containers of the network have; empty for ports of bridges. */
    static Optional<SubDevice> subDevice(String driver, Map<String, String> options) {
        return kind(driver).map(kind -> {
            List<String> modes = modes(kind);
            String mode = options.getOrDefault(driver + "_mode", "");
            if (!mode.isEmpty() && !modes.contains(mode)) {
                throw new EngineException.InvalidParameter("requested " + driver + " mode '" + mode
                        + "' is not valid, '" + modes.getFirst() + "' mode is the " + driver + " driver default");
            }
            return new SubDevice(kind, mode.isEmpty() ? modes.getFirst() : mode);
        });
    }

    private static List<String> modes(SubDevice.Kind kind) {
        return switch (kind) {
            case MACVLAN -> MACVLAN_MODES;
            case IPVLAN -> IPVLAN_MODES;
        };
    }

    /** Name of the parent; of one's own where the user names none. */
    static String device(NetworkId id, Map<String, String> options) {
        String asked = options.getOrDefault(PARENT, "");
        return asked.isEmpty() ? "dm-" + id.value().substring(0, SHORT_ID) : asked;
    }

    static boolean isNowhere(Map<String, String> options) {
        return options.getOrDefault(PARENT, "").isEmpty();
    }

    /** @param exists tells whether the lab host has a device */
    static Parent parent(NetworkId id, SubDevice.Kind kind, Map<String, String> options, Predicate<String> exists) {
        String device = device(id, options);
        if (isNowhere(options)) {
            return new Parent(device, kind, new Parent.Source.Nowhere());
        }
        if (device.equals(LOOPBACK)) {
            throw invalid("loopback interface is not a valid " + kind.driver() + " parent link");
        }
        if (device.length() <= LONGEST_NAME && exists.test(device)) {
            return new Parent(device, kind, new Parent.Source.Given());
        }
        return new Parent(device, kind, vlan(device, exists));
    }

    private static Parent.Source.Vlan vlan(String device, Predicate<String> exists) {
        int dot = device.indexOf('.');
        if (dot < 0 || device.indexOf('.', dot + 1) >= 0) {
            throw invalid("invalid subinterface vlan name " + device + ", example formatting is eth0.10");
        }
        String below = device.substring(0, dot);
        String number = device.substring(dot + 1);
        if (below.isEmpty() || below.length() > LONGEST_NAME || !exists.test(below)) {
            throw invalid("-o parent interface does was not found on the host: " + below);
        }
        if (!number.matches("[0-9]{1,9}")) {
            throw invalid("unable to parse a valid vlan id from: " + number + " (ex. eth0.10 for vlan 10)");
        }
        int id = Integer.parseInt(number);
        if (id < 1 || id > LAST_VLAN) {
            throw invalid("vlan id must be between 1-4094, received: " + id);
        }
        return new Parent.Source.Vlan(below, id);
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
