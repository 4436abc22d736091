package dev.drydock.core.image;

import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * That a lab has an image, and its names there.
 *
 * @param parent the image it was made from here; empty for one that came from elsewhere
 * @param references each with the moment it was given; where two images claim one name, the later moment counts
 */
public record ImageRecord(ImageId id, Optional<ImageId> parent, Map<ImageReference, Instant> references) {
    public ImageRecord {
        references = Map.copyOf(references);
    }

    /** Of an image that came from elsewhere. */
    public ImageRecord(ImageId id, Map<ImageReference, Instant> references) {
        this(id, Optional.empty(), references);
    }
}
