package dev.drydock.core.simulated;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Blobs on the heap. */
public final class InMemoryBlobStore implements BlobStore {
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public Optional<Long> size(Digest digest) {
        return Optional.ofNullable(blobs.get(digest)).map(content -> (long) content.length);
    }

    @Override
    public InputStream open(Digest digest) {
        byte[] content = blobs.get(digest);
        if (content == null) {
            throw new EngineException.NotFound("blob " + digest + " not found");
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public void put(Digest digest, InputStream content) throws IOException {
        if (blobs.containsKey(digest)) {
            return;
        }
        byte[] bytes = content.readAllBytes();
        if (!Digest.ofBytes(bytes).equals(digest)) {
            throw new EngineException.InvalidParameter("the content does not have the digest " + digest);
        }
        blobs.put(digest, bytes);
    }

    @Override
    public Blob write(BlobWriter content, Consumer<Digest> named) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        byte[] bytes = out.toByteArray();
        Digest digest = Digest.ofBytes(bytes);
        named.accept(digest);
        blobs.putIfAbsent(digest, bytes);
        return new Blob(digest, bytes.length);
    }

    @Override
    public Set<Digest> list() {
        return Set.copyOf(blobs.keySet());
    }

    @Override
    public void remove(Digest digest) {
        blobs.remove(digest);
    }
}
