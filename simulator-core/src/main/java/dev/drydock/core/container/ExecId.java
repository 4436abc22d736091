package dev.drydock.core.container;

import dev.drydock.core.id.HexId;

/** Names a process that was added to a running container: 64 lower-case hexadecimal digits. */
public record ExecId(String value) implements ProcessId {
    public ExecId {
        HexId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
