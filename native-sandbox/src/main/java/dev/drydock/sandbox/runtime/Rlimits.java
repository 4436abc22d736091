package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.Resources.Ulimit;
import java.nio.ByteBuffer;
import java.util.List;

/** Docker's names of process limits as the kernel's numbers ({@code asm-generic/resource.h}). */
final class Rlimits {
    private static final List<String> NAMES = List.of(
            "cpu",
            "fsize",
            "data",
            "stack",
            "core",
            "rss",
            "nproc",
            "nofile",
            "memlock",
            "as",
            "locks",
            "sigpending",
            "msgqueue",
            "nice",
            "rtprio",
            "rttime");

    private Rlimits() {}

    /** The content of one field: resource, soft and hard limit; -1 is the kernel's infinity, too. */
    static byte[] field(Ulimit limit) {
        return ByteBuffer.allocate(20)
                .putInt(NAMES.indexOf(limit.name()))
                .putLong(limit.soft())
                .putLong(limit.hard())
                .array();
    }
}
