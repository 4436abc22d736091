package dev.drydock.sandbox.labhost;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a lab between runs: {@code lab.json}.
 *
 * @param version of this form
 * @param range number of its uid range
 * @param root kind of its root file system; null in records of servers that had only the small one
 */
record LabRecord(int version, String id, int range, Instant createdAt, LabRoots.@Nullable Kind root) {
    static final int VERSION = 1;

    LabRoots.Kind rootKind() {
        return root == null ? LabRoots.Kind.SMALL : root;
    }
}
