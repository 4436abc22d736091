package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Port: what has come of blobs that are being pushed. It outlives the server, but need not outlive a power cut before
 * {@link #commit}. Safe for use by several threads, each with an upload of its own.
 */
public interface UploadStore {
    /** Those that are there, such as a server left them that was killed. */
    List<Upload> load();

    void create(Upload upload);

    /** Bytes that are there. */
    long size(UploadId id);

    /** Writes behind what is there. What was written is there for {@link #open} once the stream is closed. */
    OutputStream append(UploadId id) throws IOException;

    /** Reads what is there. */
    InputStream open(UploadId id) throws IOException;

    /**
     * Makes it a blob of the server, in place of one that may be there already, and forgets the upload. The blob is on
     * stable storage when this returns.
     *
     * @param digest what the content has, which the caller has checked
     */
    void commit(UploadId id, Digest digest) throws IOException;

    /** Drops it; an unknown one is ignored. */
    void remove(UploadId id);
}
