package dev.drydock.core.image;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    private final List<byte[]> tars = new ArrayList<>();
    private final List<History> history = new ArrayList<>();

    /** @param created also the modification time of every file */
    public ImageAssembly(Instant created, Platform platform) {
        this.created = created;
        this.platform = platform;
    }

    /** Puts a layer on top. */
    public ImageAssembly layer(String createdBy, List<LayerEntry> entries) {
        tars.add(LayerTar.write(entries, created));
        history.add(new History(created.toString(), createdBy, null, null, null));
        return this;
    }

    /** Notes a step that changed no file. */
    public ImageAssembly emptyLayer(String createdBy) {
        history.add(new History(created.toString(), createdBy, null, null, true));
        return this;
    }

    /** Stores layers, configuration and manifest, and returns what names the image. */
    public Assembled store(ImageConfig.RunConfig run, BlobStore blobs, LayerStore layers) {
        try {
            List<String> diffIds = new ArrayList<>();
            List<Descriptor> descriptors = new ArrayList<>();
            Optional<ChainId> below = Optional.empty();
            for (byte[] tar : tars) {
                DiffId diffId = new DiffId(Digest.ofBytes(tar));
                diffIds.add(diffId.toString());
                descriptors.add(put(blobs, MediaTypes.LAYER_GZIP, gzip(tar)));
                below = Optional.of(
                        layers.add(below, diffId, new ByteArrayInputStream(tar)).id());
            }
            ImageConfig config = new ImageConfig(
                    created.toString(),
                    null,
                    platform.architecture(),
                    platform.os(),
                    run,
                    new ImageConfig.RootFs("layers", diffIds),
                    history);
            Descriptor stored = put(blobs, MediaTypes.CONFIG, OciJson.write(config));
            Manifest manifest = new Manifest(2, MediaTypes.MANIFEST, stored, descriptors, null);
            Descriptor named = put(blobs, MediaTypes.MANIFEST, OciJson.write(manifest));
            return new Assembled(new ImageId(Digest.parse(stored.digest())), named);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot store an image: " + e.getMessage(), e);
        }
    }

    private static Descriptor put(BlobStore blobs, String mediaType, byte[] content) throws IOException {
        Digest digest = Digest.ofBytes(content);
        blobs.put(digest, new ByteArrayInputStream(content));
        return new Descriptor(mediaType, digest.toString(), content.length);
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

    /** What a stored image is known by. */
    public record Assembled(ImageId id, Descriptor manifest) {}
}
