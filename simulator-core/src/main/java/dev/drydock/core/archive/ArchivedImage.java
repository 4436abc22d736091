package dev.drydock.core.archive;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.reference.ImageReference;
import java.util.List;

/**
 * One image of an archive.
 *
 * @param layers files with the layers, lowest first
 */
record ArchivedImage(Blob config, List<Blob> layers, List<ImageReference> names) {
    ArchivedImage {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
    }
}
