package dev.drydock.core.image;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How much one lab may bring in: layers lie on the machine's disk, not on the lab's, so there must be an end. */
public final class ImageRoom {
    private static final long BYTES = 4L << 30;
    private static final int IMAGES = 1000;

    private final Images images;
    /** The layers that a new lab begins with. */
    private final Set<ChainId> given = ConcurrentHashMap.newKeySet();

    ImageRoom(Images images) {
        this.images = images;
    }

    /** The layers of this image are not counted. */
    void give(Image image) {
        image.layers().forEach(layer -> given.add(layer.id()));
    }

    /**
     * Refuses what would be too much.
     *
     * @param bytes that are about to come
     */
    public void check(long bytes) {
        if (bytes > left() || images.list().size() >= IMAGES) {
            throw full();
        }
    }

    /** Bytes that may still come. */
    public long left() {
        long used = images.list().stream()
                .flatMap(image -> image.layers().stream())
                .distinct()
                .filter(layer -> !given.contains(layer.id()))
                .mapToLong(Layer::size)
                .sum();
        return BYTES - used;
    }

    /** Keeps as a blob what somebody writes, as far as there is room. */
    public Blob write(ContentLease lease, BlobWriter content) throws IOException {
        return write(lease, left(), content);
    }

    /** @param left what may still come, where several blobs come one after another */
    public Blob write(ContentLease lease, long left, BlobWriter content) throws IOException {
        return lease.write(out -> content.writeTo(new BoundedStream(out, left, ImageRoom::full)));
    }

    static EngineException full() {
        return new EngineException.SystemFailure("no space left on device: a lab host has at most " + IMAGES
                + " images, and " + (BYTES >> 20) + " MiB of layers of its own");
    }
}
