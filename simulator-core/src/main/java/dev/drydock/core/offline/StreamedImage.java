package dev.drydock.core.offline;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Makes an image whose layers are too large for the memory: each goes straight into the blob store. The same layers with
 * the same steps always give the same image. Not for use by several threads.
 */
final class StreamedImage {
    private static final int BUFFER = 1 << 16;
    private static final int LEVEL = 6;
    private final BlobStore blobs;
    private final Platform platform;
    private final String created;
    private final List<Descriptor> layers = new ArrayList<>();
    private final List<String> diffIds = new ArrayList<>();
    private final List<History> history = new ArrayList<>();

    /** @param created of the image and all that is new in it */
    StreamedImage(BlobStore blobs, Platform platform, Instant created) {
        this.blobs = blobs;
        this.platform = platform;
        this.created = created.toString();
    }

    /** Begins with what another image is made of. */
    void from(StoredImage base) {
        layers.addAll(base.manifest().layers());
        diffIds.addAll(base.config().rootfs().diffIds());
        history.addAll(base.config().history());
    }

    /** Puts a layer on top. */
    void layer(String createdBy, BlobWriter tar) throws IOException {
        MessageDigest hash = Digest.sha256();
        Blob blob = blobs.write(out -> {
            FixedGzip gzip = new FixedGzip(out);
            OutputStream digested = new DigestOutputStream(gzip, hash);
            tar.writeTo(digested);
            gzip.finish();
            gzip.end();
        });
        layers.add(new Descriptor(MediaTypes.LAYER_GZIP, blob.digest().toString(), blob.size()));
        diffIds.add(new DiffId(Digest.of(hash.digest())).toString());
        history.add(new History(created, createdBy, null, null, null));
    }

    /** Notes a step that changed no file. */
    void emptyLayer(String createdBy) {
        history.add(new History(created, createdBy, null, null, true));
    }

    /** Stores configuration and manifest; the digest of the manifest. */
    Digest store(RunConfig run) throws IOException {
        ImageConfig config = new ImageConfig(
                created,
                null,
                platform.architecture(),
                platform.os(),
                run,
                new ImageConfig.RootFs("layers", diffIds),
                history);
        Blob stored = put(OciJson.write(config));
        Descriptor described = new Descriptor(MediaTypes.CONFIG, stored.digest().toString(), stored.size());
        return put(OciJson.write(new Manifest(2, MediaTypes.MANIFEST, described, layers, null)))
                .digest();
    }

    private Blob put(byte[] document) throws IOException {
        return blobs.write(out -> out.write(document));
    }

    /** Compresses at one level, whatever the platform's default is, and leaves the stream below open. */
    private static final class FixedGzip extends GZIPOutputStream {
        FixedGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }

        void end() {
            def.end();
        }
    }
}
