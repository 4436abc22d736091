package dev.drydock.core.offline;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.util.Optional;

/** Port: names under which the server offers images to all labs. What a method has written survives a crash when it returns. */
public interface ImageShelf {
    /**
     * Gives an image a name, which another image may lose.
     *
     * @param manifest in the blob store, with everything that it names
     */
    void put(ImageReference name, Digest manifest);

    /** The manifest of an image. */
    Optional<Digest> find(ImageReference name);
}
