package dev.drydock.core.archive;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * One image of an archive.
 *
 * @param layers files with the layers, lowest first
 * @param parent the image it was made from, as the archive says; nobody has checked it yet
 */
record ArchivedImage(Blob config, List<Blob> layers, List<ImageReference> names, Optional<String> parent) {
    ArchivedImage {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
    }
}
