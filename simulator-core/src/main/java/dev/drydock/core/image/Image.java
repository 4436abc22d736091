package dev.drydock.core.image;

import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.reference.ImageReference;
import java.util.List;

/**
 * An image as one lab has it.
 *
 * @param references its names in this lab, sorted; none for a dangling image
 * @param layers lowest first
 */
public record Image(ImageId id, List<ImageReference> references, ImageConfig config, List<Layer> layers) {
    public Image {
        references = List.copyOf(references);
        layers = List.copyOf(layers);
    }

    /** Bytes of all its layers. */
    public long size() {
        return layers.stream().mapToLong(Layer::size).sum();
    }
}
