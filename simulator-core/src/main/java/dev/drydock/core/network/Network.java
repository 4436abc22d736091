package dev.drydock.core.network;

import java.time.Instant;

/**
 * A network of one engine.
 *
 * @param driver {@code bridge}, {@code host} or {@code null}
 * @param subnet in CIDR form, empty for host and none
 * @param gateway address of the bridge, empty for host and none
 */
public record Network(NetworkId id, String name, String driver, Instant createdAt, String subnet, String gateway) {}
