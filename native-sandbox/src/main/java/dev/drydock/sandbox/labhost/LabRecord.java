package dev.drydock.sandbox.labhost;

import java.time.Instant;

/**
 * What is kept of a lab between runs: {@code lab.json}.
 *
 * @param version of this form
 * @param range number of its uid range
 */
record LabRecord(int version, String id, int range, Instant createdAt) {
    static final int VERSION = 1;
}
