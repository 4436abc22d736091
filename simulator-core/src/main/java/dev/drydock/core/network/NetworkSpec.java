package dev.drydock.core.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a new network is to be.
 *
 * @param driver empty for a bridge
 * @param pools at most one of each version of IP for a bridge
 * @param hasIpv6 whether it has addresses of version 6, too
 * @param internal no way leads out of it
 * @param attachable for the record: only networks of swarms need it
 * @param options of the driver
 */
public record NetworkSpec(
        String name,
        String driver,
        List<IpamConfig> pools,
        boolean hasIpv6,
        boolean internal,
        boolean attachable,
        Map<String, String> options,
        Map<String, String> labels) {
    public NetworkSpec {
        pools = List.copyOf(pools);
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }

    /** A bridge without wishes. */
    public static NetworkSpec of(String name) {
        return new NetworkSpec(name, "", List.of(), false, false, false, Map.of(), Map.of());
    }

    /** What is asked of version 4. */
    IpamConfig ipv4() {
        return pools.stream().filter(pool -> !pool.isIpv6()).findFirst().orElse(IpamConfig.NONE);
    }

    /** What is asked of version 6; empty where it is not wanted. */
    Optional<IpamConfig> ipv6() {
        return hasIpv6
                ? Optional.of(
                        pools.stream().filter(IpamConfig::isIpv6).findFirst().orElse(IpamConfig.NONE))
                : Optional.empty();
    }

    /** Whether one version has more than one. */
    boolean hasSeveralPools() {
        long ofSix = pools.stream().filter(IpamConfig::isIpv6).count();
        return ofSix > 1 || pools.size() - ofSix > 1;
    }
}
