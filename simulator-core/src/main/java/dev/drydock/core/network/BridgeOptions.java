package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of the bridge driver that do something here; others are kept for the record. */
public final class BridgeOptions {
    /** Of the bridge device. */
    public static final String NAME = "com.docker.network.bridge.name";

    private static final String ICC = "com.docker.network.bridge.enable_icc";
    private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
    private static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");
    private static final int SMALLEST_MTU = 68;
    private static final int LARGEST_MTU = 65535;

    private BridgeOptions() {}

    /** The sentences are dockerd's where it has them. */
    static void check(Map<String, String> options) {
        checkTruth(options, ICC);
        checkTruth(options, MASQUERADE);
        String mtu = options.getOrDefault(MTU, "");
        if (!mtu.isEmpty() && !mtu.matches("[0-9]{1,5}")) {
            throw new EngineException.InvalidParameter("failed to parse " + MTU + " value: " + mtu
                    + " (strconv.Atoi: parsing \"" + mtu + "\": invalid syntax)");
        }
        if (!mtu.isEmpty() && (Integer.parseInt(mtu) < SMALLEST_MTU || Integer.parseInt(mtu) > LARGEST_MTU)) {
            throw new EngineException.InvalidParameter("invalid MTU number: " + mtu);
        }
        String binding = options.getOrDefault(HOST_BINDING, "");
        if (!binding.isEmpty() && Addresses.find(binding).isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "failed to parse " + HOST_BINDING + " value: " + binding + " (invalid ip)");
        }
        String name = options.getOrDefault(NAME, "");
        if (name.length() > 15) {
            throw new EngineException.SystemFailure(
                    "failed to check bridge interface existence: numerical result out of range");
        }
        if (!name.isEmpty() && (!DEVICE.matcher(name).matches() || name.equals(".") || name.equals(".."))) {
            throw new EngineException.InvalidParameter("invalid bridge name: " + name);
        }
    }

    private static void checkTruth(Map<String, String> options, String option) {
        String value = options.getOrDefault(option, "");
        if (!value.isEmpty() && !TRUE.contains(value) && !FALSE.contains(value)) {
            throw new EngineException.InvalidParameter("failed to parse " + option + " value: " + value
                    + " (strconv.ParseBool: parsing \"" + value + "\": invalid syntax)");
        }
    }

    /** Whether the containers of a network must not reach each other. */
    static boolean isIsolating(Map<String, String> options) {
        return FALSE.contains(options.getOrDefault(ICC, ""));
    }

    /** Largest packet of a network in bytes; 0 for the kernel's default. */
    static int mtu(Map<String, String> options) {
        String mtu = options.getOrDefault(MTU, "");
        return mtu.isEmpty() ? 0 : Integer.parseInt(mtu);
    }

    /** The lab host's address that ports are published on unless another is asked for. */
    public static Optional<String> hostBinding(Network network) {
        return Optional.ofNullable(network.settings().options().get(HOST_BINDING))
                .filter(value -> !value.isEmpty());
    }
}
