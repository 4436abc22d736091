package dev.drydock.core.blob;

import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Port: blobs named by their digest, kept once for all labs of a server. Safe for use by several threads. */
public interface BlobStore {
    /** Bytes of the blob, empty when it is not there. */
    Optional<Long> size(Digest digest);

    /**
     * Opens a blob for reading.
     *
     * @throws dev.drydock.core.error.EngineException.NotFound when it is not there
     */
    InputStream open(Digest digest) throws IOException;

    /**
     * Keeps a blob; one that is there already is left alone and the content is not read.
     *
     * @throws dev.drydock.core.error.EngineException.InvalidParameter when the content has another digest; nothing of it
     *     is kept then
     */
    void put(Digest digest, InputStream content) throws IOException;

    /** Keeps what somebody writes, named by the digest that it turns out to have; when that fails nothing of it is kept. */
    default Blob write(BlobWriter content) throws IOException {
        return write(content, _ -> {});
    }

    /**
     * As {@link #write(BlobWriter)}.
     *
     * @param named told the digest before the blob is there under it
     */
    Blob write(BlobWriter content, Consumer<Digest> named) throws IOException;

    /** The blobs that are there. */
    Set<Digest> list();

    /** Drops a blob that nothing uses any more; unknown ones are ignored. */
    void remove(Digest digest);
}
