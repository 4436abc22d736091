package dev.drydock.core.image;

import dev.drydock.core.reference.Digest;

/** Identity of an image: the digest of its configuration. */
public record ImageId(Digest digest) {
    @Override
    public String toString() {
        return digest.toString();
    }
}
