package dev.drydock.core.container;

import dev.drydock.core.id.HexId;

/** Names a container and its PID 1: 64 lower-case hexadecimal digits. */
public record ContainerId(String value) implements ProcessId {
    public ContainerId {
        HexId.check(value);
    }

    /** The first twelve digits, as Docker shows it. */
    public String abbreviated() {
        return value.substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
