package dev.drydock.core.image;

import java.util.List;

/** The images of one engine. A {@code key} is a reference or an id, full or a prefix. */
public final class Images {
    /** {@code NotFound("No such image: key")} for an unknown one, with {@code :latest} added as Docker does. */
    public Image find(String key) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Image> list() {
        throw new UnsupportedOperationException();
    }
}
