package dev.drydock.core.blob;

import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A store that does everything by another one, for those that do some of it otherwise. */
public interface ForwardingBlobStore extends BlobStore {
    /** The other one. */
    BlobStore blobs();

    @Override
    default Optional<Long> size(Digest digest) {
        return blobs().size(digest);
    }

    @Override
    default InputStream open(Digest digest) throws IOException {
        return blobs().open(digest);
    }

    @Override
    default void put(Digest digest, InputStream content) throws IOException {
        blobs().put(digest, content);
    }

    @Override
    default Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
        return blobs().write(content, named);
    }

    @Override
    default Set<Digest> list() {
        return blobs().list();
    }

    @Override
    default void remove(Digest digest) {
        blobs().remove(digest);
    }
}
