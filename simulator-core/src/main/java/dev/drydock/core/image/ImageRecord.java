package dev.drydock.core.image;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * That a lab has an image, and its names there.
 *
 * @param parent the image it was made from here; empty for one that came from elsewhere
 * @param manifest digest of the manifest that it came with from a registry
 * @param lastTagged when it was last given a name here, by a tag, a commit, a build or an import
 * @param references each with the moment it was given; where two images claim one name, the later moment counts
 */
public record ImageRecord(
        ImageId id,
        Optional<ImageId> parent,
        Optional<Digest> manifest,
        Optional<Instant> lastTagged,
        Map<ImageReference, Instant> references) {
    public ImageRecord {
        references = Map.copyOf(references);
    }

    /** Of an image that came with the server. */
    public ImageRecord(ImageId id, Map<ImageReference, Instant> references) {
        this(id, Optional.empty(), Optional.empty(), references);
    }

    /** Of an image that never got a name here. */
    public ImageRecord(
            ImageId id, Optional<ImageId> parent, Optional<Digest> manifest, Map<ImageReference, Instant> references) {
        this(id, parent, manifest, Optional.empty(), references);
    }
}
