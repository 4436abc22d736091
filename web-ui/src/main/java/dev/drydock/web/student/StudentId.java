package dev.drydock.web.student;

import dev.drydock.core.id.HexId;

/** Names a student inside this server; never shown to a browser. */
public record StudentId(String value) {
    public StudentId {
        HexId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
