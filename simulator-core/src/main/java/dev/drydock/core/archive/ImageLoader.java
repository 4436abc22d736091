package dev.drydock.core.archive;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.Compression;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.stream.WatchedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code docker load}. The archive's files become blobs while it is read; what no image needs of them is collected later. A
 * layer that the server has already is taken only when the archive really holds it: to know a digest is not to have it.
 */
public final class ImageLoader {
    private static final int CONFIG_LIMIT = 4 << 20;
    private static final int BUFFER = 1 << 16;

    private final Images images;
    private final Platform platform;

    /** @param platform of the machine */
    public ImageLoader(Images images, Platform platform) {
        this.images = images;
        this.platform = platform;
    }

    /**
     * Loads every image of the archive, each as a whole or not at all.
     *
     * @param archive compressed or not
     * @throws InvalidParameter when it is not what docker save writes; images before the fault stay
     */
    public void load(InputStream archive, LoadListener listener) throws IOException {
        try (ContentLease lease = images.lease()) {
            ArchiveFiles files = read(archive, lease);
            Map<String, ImageId> loaded = new LinkedHashMap<>();
            Map<ImageId, String> parents = new LinkedHashMap<>();
            for (ArchivedImage image : new ArchiveReader(files, platform).images()) {
                byte[] config = files.read(image.config(), CONFIG_LIMIT, "the configuration");
                ImageId id = new Loading(lease, listener).load(image, config);
                loaded.put(id.toString(), id);
                image.parent().ifPresent(parent -> parents.put(id, parent));
            }
            // An image may come before the one that it was made from; one that does not come counts for nothing.
            parents.forEach((child, parent) ->
                    Optional.ofNullable(loaded.get(parent)).ifPresent(id -> images.descend(child, id)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ArchiveFiles read(InputStream archive, ContentLease lease) throws IOException {
        try {
            return ArchiveFiles.read(Compression.open(archive).content(), lease, images.room());
        } catch (InvalidParameter e) {
            throw broken(e);
        }
    }

    /** Docker unpacks archives in a process of its own, and says so. */
    static InvalidParameter broken(InvalidParameter cause) {
        return new InvalidParameter("Error processing tar file(exit status 1): " + cause.getMessage(), cause);
    }

    private static List<DiffId> diffIds(byte[] json) {
        ImageConfig config = OciJson.read(json, ImageConfig.class, "image configuration");
        if (!config.os().isEmpty() && !config.os().equals("linux")) {
            throw new InvalidParameter("cannot load " + config.os() + " image on linux");
        }
        try {
            return config.rootfs().diffIds().stream()
                    .map(text -> new DiffId(Digest.parse(text)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidParameter("invalid image configuration: " + e.getMessage(), e);
        }
    }

    private static Digest digest(InputStream tar) throws IOException {
        MessageDigest hash = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            hash.update(buffer, 0, count);
        }
        return Digest.of(hash.digest());
    }

    /** Where a layer belongs. */
    private record Place(DiffId diffId, Optional<ChainId> below, int number) {
        ChainId chain() {
            return below.map(parent -> parent.then(diffId)).orElseGet(() -> ChainId.of(diffId));
        }

        void check(Digest actual) {
            if (!actual.equals(diffId.digest())) {
                throw new InvalidParameter(
                        "invalid diffID for layer " + number + ": expected \"" + diffId + "\", got \"" + actual + "\"");
            }
        }
    }

    /** Takes images out of one archive. */
    private final class Loading {
        private final ContentLease lease;
        private final LoadListener listener;

        Loading(ContentLease lease, LoadListener listener) {
            this.lease = lease;
            this.listener = listener;
        }

        ImageId load(ArchivedImage image, byte[] config) throws IOException {
            List<DiffId> diffIds = diffIds(config);
            if (diffIds.size() != image.layers().size()) {
                throw new InvalidParameter("invalid manifest, layers length mismatch: expected "
                        + image.layers().size() + ", got " + diffIds.size());
            }
            Optional<ChainId> below = Optional.empty();
            for (int i = 0; i < diffIds.size(); i++) {
                below = Optional.of(layer(image.layers().get(i), new Place(diffIds.get(i), below, i)));
            }
            ImageId id = new ImageId(Digest.ofBytes(config));
            for (ImageReference name : image.names()) {
                images.byReference(name)
                        .filter(old -> !old.id().equals(id))
                        .ifPresent(old -> listener.renamed(name, old.id()));
            }
            images.load(lease, new NewImage(config, Optional.empty(), Optional.empty(), image.names()));
            if (image.names().isEmpty()) {
                listener.loaded(id, Optional.empty());
            }
            image.names().forEach(name -> listener.loaded(id, Optional.of(name)));
            return id;
        }

        private ChainId layer(Blob file, Place place) throws IOException {
            try (InputStream stored = lease.open(file.digest())) {
                Compression.Opened opened = Compression.open(stored);
                return switch (opened.compression()) {
                    case NONE -> plain(file, place, opened.content());
                    case GZIP -> compressed(file, MediaTypes.LAYER_GZIP, place, opened.content());
                    case ZSTD -> compressed(file, MediaTypes.LAYER_ZSTD, place, opened.content());
                    // No registry takes these.
                    case BZIP2, XZ -> layer(images.room().write(lease, opened.content()::transferTo), place);
                };
            }
        }

        /** Its digest is known from reading it. */
        private ChainId plain(Blob file, Place place, InputStream tar) throws IOException {
            place.check(file.digest());
            return add(new LayerBlob(MediaTypes.LAYER, file.digest(), file.size()), place, tar);
        }

        private ChainId compressed(Blob file, String mediaType, Place place, InputStream tar) throws IOException {
            if (lease.find(place.chain()).isPresent()) {
                place.check(digest(tar));
            }
            return add(new LayerBlob(mediaType, file.digest(), file.size()), place, tar);
        }

        private ChainId add(LayerBlob blob, Place place, InputStream tar) throws IOException {
            InputStream watched = new WatchedInput(tar, (_, done) -> {
                // A small blob may hold a large layer.
                images.room().check(done);
                listener.unpacking(place.diffId(), done, blob.size());
            });
            return lease.add(place.below(), place.diffId(), blob, watched).id();
        }
    }
}
