package dev.drydock.core.content;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.blob.ForwardingBlobStore;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** The blobs of a server for somebody who knows nothing of leases: what goes through here stays until the lease is closed. */
public final class LeasedBlobs implements ForwardingBlobStore {
    private final ContentLease lease;
    private final SharedContent content;

    public LeasedBlobs(ContentLease lease, SharedContent content) {
        this.lease = lease;
        this.content = content;
    }

    @Override
    public BlobStore blobs() {
        return content.blobs();
    }

    @Override
    public Optional<Long> size(Digest digest) {
        return lease.size(digest);
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return lease.open(digest);
    }

    @Override
    public void put(Digest digest, InputStream bytes) throws IOException {
        lease.put(digest, bytes);
    }

    @Override
    public Blob write(BlobWriter writer, Consumer<Digest> named) throws IOException {
        return lease.write(writer, named);
    }
}
