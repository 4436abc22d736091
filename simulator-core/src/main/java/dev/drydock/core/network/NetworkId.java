package dev.drydock.core.network;

import dev.drydock.core.id.HexId;

/** Names a network: 64 lower-case hexadecimal digits. */
public record NetworkId(String value) {
    public NetworkId {
        HexId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
