package dev.drydock.core.image;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Makes an image from known files. The same steps with the same creation time always give the same image id. Not for use
 * by several threads.
 */
public final class ImageAssembly {
    private final Instant created;
    private final Platform platform;
    private final RunConfig run;
    private final List<AssembledLayer> layers = new ArrayList<>();
    private final List<History> history = new ArrayList<>();

    /**
     * @param created also the modification time of every file
     * @param run defaults for containers
     */
    public ImageAssembly(Instant created, Platform platform, RunConfig run) {
        this.created = created;
        this.platform = platform;
        this.run = run;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record AssembledLayer(byte[] tar, DiffId diffId) {}

    /** Puts a layer on top. */
    public ImageAssembly layer(String createdBy, List<LayerEntry> entries) {
        byte[] tar = LayerTar.write(entries, created);
        layers.add(new AssembledLayer(tar, new DiffId(Digest.ofBytes(tar))));
        history.add(new History(created.toString(), createdBy, null, null, null));
        return this;
    }

    /** Notes a step that changed no file. */
    public ImageAssembly emptyLayer(String createdBy) {
        history.add(new History(created.toString(), createdBy, null, null, true));
        return this;
    }

    /** The image's id, which is known before anything is stored. */
    public ImageId id() {
        return new ImageId(Digest.ofBytes(configuration()));
    }

    private byte[] configuration() {
        List<String> diffIds =
                layers.stream().map(layer -> layer.diffId().toString()).toList();
        return OciJson.write(new ImageConfig(
                created.toString(),
                null,
                platform.architecture(),
                platform.os(),
                run,
                new ImageConfig.RootFs("layers", diffIds),
                history));
    }

    /** Stores layers, configuration and manifest unless they are there. */
    public ImageId store(BlobStore blobs, LayerStore layerStore) {
        ImageId id = id();
        if (!isStored(id, blobs, layerStore)) {
            try {
                // The configuration is last: where it is, everything else is.
                storeBlobs(blobs, layerStore);
            } catch (IOException e) {
                throw new EngineException.SystemFailure("cannot store the image " + id + ": " + e.getMessage(), e);
            }
        }
        return id;
    }

    private boolean isStored(ImageId id, BlobStore blobs, LayerStore layerStore) {
        List<DiffId> diffIds = layers.stream().map(AssembledLayer::diffId).toList();
        return blobs.size(id.digest()).isPresent()
                && (diffIds.isEmpty() || isWhole(layerStore.find(ChainId.of(diffIds)), blobs, layerStore));
    }

    /** Whether all layers are there with their blobs. */
    private static boolean isWhole(Optional<Layer> top, BlobStore blobs, LayerStore layerStore) {
        Optional<Layer> next = top;
        while (next.isPresent()) {
            Optional<LayerBlob> blob = next.get().blob();
            if (blob.isEmpty() || blobs.size(blob.get().digest()).isEmpty()) {
                return false;
            }
            if (next.get().parent().isEmpty()) {
                return true;
            }
            next = next.get().parent().flatMap(layerStore::find);
        }
        return false;
    }

    private void storeBlobs(BlobStore blobs, LayerStore layerStore) throws IOException {
        Optional<ChainId> below = Optional.empty();
        for (AssembledLayer layer : layers) {
            byte[] compressed = gzip(layer.tar());
            put(blobs, compressed);
            LayerBlob blob = new LayerBlob(MediaTypes.LAYER_GZIP, Digest.ofBytes(compressed), compressed.length);
            InputStream tar = new ByteArrayInputStream(layer.tar());
            below = Optional.of(layerStore
                    .add(below, layer.diffId(), Optional.of(blob), tar)
                    .id());
        }
        put(blobs, manifestBytes());
        put(blobs, configuration());
    }

    /** The digest of the image's manifest. */
    public Digest manifest() {
        return Digest.ofBytes(manifestBytes());
    }

    private byte[] manifestBytes() {
        List<Descriptor> descriptors = layers.stream()
                .map(layer -> describe(MediaTypes.LAYER_GZIP, gzip(layer.tar())))
                .toList();
        Descriptor config = describe(MediaTypes.CONFIG, configuration());
        return OciJson.write(new Manifest(2, MediaTypes.MANIFEST, config, descriptors, null));
    }

    private static void put(BlobStore blobs, byte[] content) throws IOException {
        blobs.put(Digest.ofBytes(content), new ByteArrayInputStream(content));
    }

    private static Descriptor describe(String mediaType, byte[] content) {
        return new Descriptor(mediaType, Digest.ofBytes(content).toString(), content.length);
    }

    private static byte[] gzip(byte[] tar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tar.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException("gzip in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
