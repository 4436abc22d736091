package dev.drydock.core.image;

import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * An image that a lab gets.
 *
 * @param config the bytes of its configuration, whose digest is its id; not changed by anybody
 * @param parent the image it was made from in this lab
 * @param manifest digest of the manifest it came with from a registry, to be had from the blob store
 * @param names that it gets, and that other images lose
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NewImage(byte[] config, Optional<ImageId> parent, Optional<Digest> manifest, List<ImageReference> names) {
    public NewImage {
        names = List.copyOf(names);
    }

    /** One that was made here. */
    public static NewImage made(ImageConfig config, Optional<ImageId> parent, List<ImageReference> names) {
        return new NewImage(OciJson.write(config), parent, Optional.empty(), names);
    }

    ImageId id() {
        return new ImageId(Digest.ofBytes(config));
    }
}
