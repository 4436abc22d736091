package dev.drydock.core.image;

import dev.drydock.core.layer.Layer;
import java.util.List;

/**
 * One layer as a part of an image.
 *
 * @param createdBy the instruction that made it, as the history tells; empty when it does not
 * @param changes against the layers below, ordered by path; directories only when they are new
 * @param sharedBy other images of the lab that have it, too
 */
public record ImageLayer(Layer layer, String createdBy, List<FileChange> changes, List<ImageId> sharedBy) {
    public ImageLayer {
        changes = List.copyOf(changes);
        sharedBy = List.copyOf(sharedBy);
    }

    /** Bytes in it that nobody can see any more, because later layers replace or delete them. */
    public long wasted() {
        return changes.stream()
                .filter(FileChange::isHidden)
                .mapToLong(FileChange::size)
                .sum();
    }
}
