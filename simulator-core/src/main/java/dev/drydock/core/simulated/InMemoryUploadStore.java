package dev.drydock.core.simulated;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.Upload;
import dev.drydock.core.registry.UploadId;
import dev.drydock.core.registry.UploadStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads on the heap. */
public final class InMemoryUploadStore implements UploadStore {
    private final BlobStore blobs;
    private final Map<UploadId, Started> uploads = new ConcurrentHashMap<>();

    public InMemoryUploadStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    private record Started(Upload upload, ByteArrayOutputStream content) {}

    @Override
    public List<Upload> load() {
        return uploads.values().stream().map(Started::upload).toList();
    }

    @Override
    public void create(Upload upload) {
        uploads.put(upload.id(), new Started(upload, new ByteArrayOutputStream()));
    }

    private ByteArrayOutputStream content(UploadId id) {
        Started started = uploads.get(id);
        if (started == null) {
            throw new IllegalArgumentException("no upload " + id);
        }
        return started.content();
    }

    @Override
    public long size(UploadId id) {
        return content(id).size();
    }

    @Override
    public OutputStream append(UploadId id) {
        return content(id);
    }

    @Override
    public InputStream open(UploadId id) {
        return new ByteArrayInputStream(content(id).toByteArray());
    }

    @Override
    public void commit(UploadId id, Digest digest) throws IOException {
        blobs.remove(digest);
        blobs.put(digest, open(id));
        remove(id);
    }

    @Override
    public void remove(UploadId id) {
        uploads.remove(id);
    }
}
