package dev.drydock.core.layer;

import dev.drydock.core.reference.Digest;

/** Identity of one layer: the digest of its uncompressed tar (OCI image specification, "Layer DiffID"). */
public record DiffId(Digest digest) {
    @Override
    public String toString() {
        return digest.toString();
    }
}
