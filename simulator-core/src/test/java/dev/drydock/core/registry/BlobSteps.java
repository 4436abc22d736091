package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;

/** Blobs where something happens after each that is put. */
record BlobSteps(BlobStore blobs, Runnable afterPut) implements ForwardingBlobStore {
    @Override
    public void put(Digest digest, InputStream content) throws IOException {
        blobs.put(digest, content);
        afterPut.run();
    }
}
