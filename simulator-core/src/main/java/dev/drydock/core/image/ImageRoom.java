package dev.drydock.core.image;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.stream.WatchedOutput;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** How much one lab may bring in: layers lie on the machine's disk, not on the lab's, so there must be an end. */
public final class ImageRoom {
    /** What a lab may have on the machine's disk, in bytes. */
    static final long DEFAULT = 4L << 30;

    /** So many bytes are taken before the room is looked at again. */
    private static final long STEP = 4L << 20;

    private static final int IMAGES = 5000;

    private final Images images;
    private final long limit;
    /** The layers that a new lab begins with. */
    private final Set<ChainId> given = ConcurrentHashMap.newKeySet();

    private final Set<ContentLease> open = ConcurrentHashMap.newKeySet();

    ImageRoom(Images images, long limit) {
        this.images = images;
        this.limit = limit;
    }

    /** The layers of this image are not counted. */
    void give(Image image) {
        image.layers().forEach(layer -> given.add(layer.id()));
    }

    /** What this operation writes counts as long as it goes on; afterwards the images count that came of it. */
    ContentLease watch(ContentLease lease) {
        open.removeIf(ContentLease::isClosed);
        open.add(lease);
        return lease;
    }

    /**
     * Refuses what would be too much.
     *
     * @param bytes that are about to come
     */
    public void check(long bytes) {
        if (bytes > left() || images.list().size() >= IMAGES) {
            throw new EngineException.SystemFailure("no space left on device: a lab host has at most " + IMAGES
                    + " images, and " + (limit >> 20) + " MiB of layers of its own");
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
        long coming = open.stream()
                .filter(lease -> !lease.isClosed())
                .mapToLong(ContentLease::written)
                .sum();
        return limit - used - coming;
    }

    /** Keeps as a blob what somebody writes, as far as there is room. */
    public Blob write(ContentLease lease, BlobWriter content) throws IOException {
        return lease.write(out -> content.writeTo(new WatchedOutput(out, new Bound())));
    }

    /** Takes bytes as long as there is room, which others use up, too: a file with holes can be larger than any disk. */
    private final class Bound implements IntConsumer {
        private long unchecked = STEP;

        @Override
        public void accept(int bytes) {
            unchecked += bytes;
            if (unchecked >= STEP) {
                check(bytes);
                unchecked = 0;
            }
        }
    }
}
