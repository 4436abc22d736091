package dev.drydock.core.image;

import java.util.List;
import java.util.Optional;

/**
 * Port: which images one lab has and how it names them, on stable storage. What a method has written survives a crash when
 * it returns. Their content is in the blob and layer stores.
 */
public interface ImageStore {
    /** Empty for a lab that has never been initialised. */
    Optional<List<ImageRecord>> load();

    /** Gives a new lab its first images, all or none of them. */
    void initialise(List<ImageRecord> records);

    /** Keeps an image and its names in place of what was kept of it. */
    void save(ImageRecord image);

    /** Forgets an image; an unknown one is ignored. */
    void delete(ImageId id);
}
