package dev.drydock.core.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;

/** How a request names a manifest: the {@code reference} of {@code /v2/NAME/manifests/REFERENCE}. */
public sealed interface ManifestReference {
    record ByTag(Tag tag) implements ManifestReference {
        @Override
        public String toString() {
            return tag.toString();
        }
    }

    record ByDigest(Digest digest) implements ManifestReference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }

    /** Whatever has a colon is a digest: no tag has one. */
    static ManifestReference parse(String text) {
        if (text.indexOf(':') >= 0) {
            return new ByDigest(digest(text));
        }
        try {
            return new ByTag(new Tag(text));
        } catch (EngineException.InvalidParameter e) {
            throw new RegistryException(
                    RegistryError.TAG_INVALID,
                    "a tag has at most 128 letters, digits, underscores, dots and hyphens"
                            + " and does not start with a dot or hyphen");
        }
    }

    /** Reads a digest; content is named by its SHA-256 here and by no other. */
    static Digest digest(String text) {
        Digest digest;
        try {
            digest = Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(RegistryError.DIGEST_INVALID, "a digest is sha256: and 64 hexadecimal digits");
        }
        if (!digest.algorithm().equals("sha256")) {
            throw new RegistryException(
                    RegistryError.DIGEST_INVALID,
                    "this registry names content by its sha256, not " + digest.algorithm());
        }
        return digest;
    }
}
