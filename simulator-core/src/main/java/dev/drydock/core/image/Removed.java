package dev.drydock.core.image;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.ImageReference;

/** A step of removing an image, in the order in which they happened. */
public sealed interface Removed {
    /** A name was taken away. */
    record Untagged(ImageReference name) implements Removed {}

    /** The image is gone. */
    record DeletedImage(ImageId id) implements Removed {}

    /** A layer is gone that nothing else in the lab uses. */
    record DeletedLayer(ChainId id, long size) implements Removed {}
}
