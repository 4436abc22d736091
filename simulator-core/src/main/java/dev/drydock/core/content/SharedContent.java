package dev.drydock.core.content;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The layers and blobs of a server, and the collection of those that nobody uses. A collection lists what is there, then asks
 * everybody what is used ({@link ContentRoots}), then takes away the rest piece by piece; an operation that needs something
 * which no root names yet holds it with a {@link ContentLease}. Leases that end while a collection is under way count until
 * it is over, because roots may have been asked before the operation was written down.
 */
public final class SharedContent {
    private final BlobStore blobs;
    private final LayerStore layers;
    private final List<ContentRoots> roots = new CopyOnWriteArrayList<>();
    /** Guards the leases and each single removal. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ReentrantLock collection = new ReentrantLock();
    private final List<ContentLease> leases = new ArrayList<>();
    private final List<ContentLease> releasedMeanwhile = new ArrayList<>();
    private boolean isCollecting;

    public SharedContent(BlobStore blobs, LayerStore layers) {
        this.blobs = blobs;
        this.layers = layers;
    }

    /** For reading what is known to be in use; everything else goes through a lease. */
    public BlobStore blobs() {
        return blobs;
    }

    /** For reading what is known to be in use; everything else goes through a lease. */
    public LayerStore layers() {
        return layers;
    }

    /** From now on what these mark is kept. */
    public void keep(ContentRoots users) {
        roots.add(users);
    }

    public ContentLease lease() {
        ContentLease lease = new ContentLease(this);
        locked(() -> leases.add(lease));
        return lease;
    }

    void release(ContentLease lease) {
        locked(() -> {
            if (leases.remove(lease) && isCollecting) {
                releasedMeanwhile.add(lease);
            }
        });
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes away what nobody uses; one collection at a time.
     *
     * @throws dev.drydock.core.error.EngineException when somebody cannot tell for sure; nothing is taken away then
     */
    public Collected collect() {
        collection.lock();
        try {
            locked(() -> isCollecting = true);
            Set<ChainId> layersBefore = layers.list();
            Set<Digest> blobsBefore = blobs.list();
            Marks used = new Marks();
            roots.forEach(users -> users.mark(used));
            return sweep(layersBefore, blobsBefore, used);
        } finally {
            locked(() -> {
                isCollecting = false;
                releasedMeanwhile.clear();
            });
            collection.unlock();
        }
    }

    /** Does something of the server's own during which nothing is collected; for work that comes to an end soon. */
    public void undisturbed(Runnable work) {
        collection.lock();
        try {
            work.run();
        } finally {
            collection.unlock();
        }
    }

    private Collected sweep(Set<ChainId> layersBefore, Set<Digest> blobsBefore, Marks used) {
        List<ChainId> removedLayers = new ArrayList<>();
        List<Digest> removedBlobs = new ArrayList<>();
        for (ChainId id : layersBefore) {
            if (used.layers.contains(id)) {
                continue;
            }
            locked(() -> {
                if (!leased().layers.contains(id)) {
                    layers.remove(id);
                    removedLayers.add(id);
                }
            });
        }
        for (Digest digest : blobsBefore) {
            if (used.blobs.contains(digest)) {
                continue;
            }
            locked(() -> {
                if (!leased().blobs.contains(digest)) {
                    blobs.remove(digest);
                    removedBlobs.add(digest);
                }
            });
        }
        layers.reclaim();
        return new Collected(removedLayers, removedBlobs);
    }

    private Marks leased() {
        Marks marks = new Marks();
        leases.forEach(lease -> lease.mark(marks));
        releasedMeanwhile.forEach(lease -> lease.mark(marks));
        return marks;
    }

    private final class Marks implements ContentMarks {
        private final Set<ChainId> layers = new HashSet<>();
        private final Set<Digest> blobs = new HashSet<>();
        private final Set<Digest> images = new HashSet<>();

        @Override
        public void layer(ChainId top) {
            Optional<ChainId> next = Optional.of(top);
            while (next.isPresent() && layers.add(next.get())) {
                Optional<Layer> layer = SharedContent.this.layers.find(next.get());
                layer.flatMap(Layer::blob).ifPresent(blob -> blobs.add(blob.digest()));
                next = layer.flatMap(Layer::parent);
            }
        }

        @Override
        public void blob(Digest digest) {
            blobs.add(digest);
        }

        @Override
        public void image(Digest configuration) {
            blobs.add(configuration);
            // Its configuration may be marked for other reasons, too.
            if (images.add(configuration)) {
                read(configuration)
                        .ifPresent(config ->
                                ChainId.stacks(config.rootfs().diffIds()).forEach(this::layer));
            }
        }

        private Optional<ImageConfig> read(Digest digest) {
            try (InputStream in = SharedContent.this.blobs.open(digest)) {
                return Optional.of(OciJson.read(in.readAllBytes(), ImageConfig.class, "image configuration"));
            } catch (EngineException.NotFound e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new EngineException.SystemFailure("cannot read the blob " + digest, e);
            }
        }
    }
}
