package dev.drydock.core.archive;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.reference.ImageReference;
import java.util.Optional;

/** Hears how {@code docker load} gets on. May throw when its reader is gone, which breaks the work off. */
public interface LoadListener {
    /**
     * A layer that this server had not is being unpacked.
     *
     * @param done bytes of its tar so far
     * @param total bytes of its blob
     */
    void unpacking(DiffId layer, long done, long total);

    /**
     * An image loses a name to one that is loaded.
     *
     * @param old the image that had it
     */
    void renamed(ImageReference name, ImageId old);

    /** An image is there, under one of its names, or without any. */
    void loaded(ImageId image, Optional<ImageReference> name);
}
