package dev.drydock.core.content;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;

/** What a collection is told to keep. */
public interface ContentMarks {
    /** A layer, and with it those below and the blobs that they were made of. */
    void layer(ChainId top);

    void blob(Digest digest);

    /**
     * An image with everything it consists of.
     *
     * @param configuration digest of its configuration; one that is not there is kept for nothing
     */
    void image(Digest configuration);
}
