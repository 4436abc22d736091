package dev.drydock.core.network;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A network of one engine.
 *
 * @param driver {@code bridge}, {@code overlay}, {@code macvlan}, {@code ipvlan}, {@code host} or {@code null}
 * @param subnet in CIDR form, empty for host and none
 * @param gateway address of the bridge, empty for host and none
 * @param ipv6 its addresses of version 6, where the user wants some
 */
public record Network(
        NetworkId id,
        String name,
        String driver,
        Instant createdAt,
        String subnet,
        String gateway,
        Optional<Ipv6> ipv6,
        Settings settings) {
    private static final int SHORT_ID = 12;
    private static final int OVERLAY_MTU = 1450;

    /** One that Docker makes by itself. */
    @SuppressWarnings("ParameterNumber") // as the record itself
    public Network(NetworkId id, String name, String driver, Instant createdAt, String subnet, String gateway) {
        this(id, name, driver, createdAt, subnet, gateway, Optional.empty(), Settings.NONE);
    }

    /**
     * Addresses of version 6.
     *
     * @param asked as they were asked for
     * @param subnet in CIDR form
     * @param gateway address of the bridge
     */
    public record Ipv6(IpamConfig asked, String subnet, String gateway) {}

    /**
     * What the user chose.
     *
     * @param ipam as it was asked for
     */
    public record Settings(
            IpamConfig ipam,
            boolean internal,
            boolean attachable,
            Map<String, String> options,
            Map<String, String> labels) {
        public static final Settings NONE = new Settings(IpamConfig.NONE, false, false, Map.of(), Map.of());

        public Settings {
            options = Map.copyOf(options);
            labels = Map.copyOf(labels);
        }
    }

    /** Whether it has a bridge, with addresses. */
    public boolean isBridge() {
        return driver.equals(Networks.BRIDGE_DRIVER) || isOverlay();
    }

    /** Whether it reaches to the student's other lab hosts. */
    public boolean isOverlay() {
        return driver.equals(Overlays.DRIVER);
    }

    /** What its containers have in place of ports of a bridge; empty for those of a bridge. */
    public Optional<SubDevice> subDevice() {
        return ParentOptions.subDevice(driver, settings.options());
    }

    /** The device upon which its containers have theirs, made ready; empty for a network with a bridge. */
    Optional<Parent> parent(Predicate<String> exists) {
        return subDevice().map(device -> ParentOptions.parent(id, device.kind(), settings.options(), exists));
    }

    /** Whether no way leads out of it. */
    public boolean isClosed() {
        // The gateway of an overlay network is nobody.
        return settings.internal()
                || isOverlay()
                || (subDevice().isPresent() && ParentOptions.isNowhere(settings.options()));
    }

    /** The number of an overlay network in VXLAN's header. */
    int vni() {
        return Integer.parseInt(settings.options().getOrDefault(Overlays.VNI, "0"));
    }

    /** What carries an overlay network. */
    Vxlan carrier() {
        return new Vxlan(vni(), "vx-" + id.value().substring(0, SHORT_ID));
    }

    /** Largest packet in bytes, 0 for the kernel's default; an overlay's has to fit into another one. */
    int mtu() {
        int chosen = BridgeOptions.mtu(settings.options());
        return chosen == 0 && isOverlay() ? OVERLAY_MTU : chosen;
    }

    /** Whether a user made it: only there containers find each other by name. */
    public boolean isUserDefined() {
        return !Networks.isPredefined(name);
    }

    /** Whether the user chose its addresses, and so may choose those of containers. */
    public boolean hasOwnSubnet() {
        return !settings.ipam().subnet().isEmpty();
    }

    /** Refuses addresses of either version, of which any may be empty, that it cannot give to a container. */
    void check(String address, String ipv6Address) {
        AddressPlan.IPV4.check(this, subnet, hasOwnSubnet(), address);
        AddressPlan.IPV6.check(
                this,
                ipv6.map(Ipv6::subnet).orElse(""),
                ipv6.filter(given -> !given.asked().subnet().isEmpty()).isPresent(),
                ipv6Address);
    }

    /** Where its addresses come from, nobody's yet. */
    AddressPools pools() {
        return new AddressPools(
                AddressPlan.IPV4.poolOf(settings.ipam(), subnet, gateway),
                ipv6.map(given -> AddressPlan.IPV6.poolOf(given.asked(), given.subnet(), given.gateway())));
    }

    /** Name of its bridge device on the lab host, or of the device upon which its containers have theirs. */
    public String bridge() {
        if (subDevice().isPresent()) {
            return ParentOptions.device(id, settings.options());
        }
        if (!isUserDefined()) {
            return Networks.DEFAULT_DEVICE;
        }
        String chosen = settings.options().getOrDefault(BridgeOptions.NAME, "");
        return chosen.isEmpty() ? "br-" + id.value().substring(0, SHORT_ID) : chosen;
    }
}
