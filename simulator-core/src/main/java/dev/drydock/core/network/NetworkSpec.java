package dev.drydock.core.network;

import java.util.List;
import java.util.Map;

/**
 * What a new network is to be.
 *
 * @param driver empty for a bridge
 * @param pools at most one for a bridge
 * @param internal no way leads out of it
 * @param attachable for the record: only networks of swarms need it
 * @param options of the driver
 */
public record NetworkSpec(
        String name,
        String driver,
        List<IpamConfig> pools,
        boolean internal,
        boolean attachable,
        Map<String, String> options,
        Map<String, String> labels) {
    public NetworkSpec {
        pools = List.copyOf(pools);
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
