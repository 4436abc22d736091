package dev.drydock.core.image;

import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.Map;

/**
 * That a lab has an image, and its names there.
 *
 * @param references each with the moment it was given; where two images claim one name, the later moment counts
 */
public record ImageRecord(ImageId id, Map<ImageReference, Instant> references) {
    public ImageRecord {
        references = Map.copyOf(references);
    }
}
