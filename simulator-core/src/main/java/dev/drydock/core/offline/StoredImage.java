package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image of the blob store.
 *
 * @param digest of its manifest
 * @param manifestSize bytes of its manifest
 */
record StoredImage(Digest digest, long manifestSize, Manifest manifest, ImageConfig config) {
    /** As registries have it; no honest document is larger. */
    static final int DOCUMENT_LIMIT = 4 << 20;

    /** @throws EngineException when a part of it is missing or damaged */
    static StoredImage read(BlobStore blobs, Digest digest) {
        byte[] document = document(blobs, digest);
        Manifest manifest = OciJson.read(document, Manifest.class, "image manifest " + digest);
        check(manifest, digest);
        Digest configuration = Digest.parse(manifest.config().digest());
        ImageConfig config =
                OciJson.read(document(blobs, configuration), ImageConfig.class, "image configuration " + configuration);
        StoredImage image = new StoredImage(digest, document.length, manifest, config);
        image.check(blobs);
        return image;
    }

    /** What strangers write may lack anything. */
    @SuppressWarnings("NullAway") // JSON knows nothing of what the records promise
    private static void check(Manifest manifest, Digest digest) {
        if (manifest.config() == null || manifest.layers() == null) {
            throw new EngineException.InvalidParameter(digest + " is not the manifest of an image");
        }
        checkDescriptor(manifest.config(), digest);
        manifest.layers().forEach(layer -> checkDescriptor(layer, digest));
    }

    @SuppressWarnings("NullAway") // as above
    private static void checkDescriptor(Descriptor descriptor, Digest digest) {
        try {
            if (descriptor == null || descriptor.digest() == null) {
                throw new EngineException.InvalidParameter(
                        "the manifest " + digest + " names something without a digest");
            }
            Digest.parse(descriptor.digest());
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidParameter("the manifest " + digest + " has an " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("NullAway") // as above
    private void check(BlobStore blobs) {
        if (config.rootfs() == null
                || config.rootfs().diffIds() == null
                || config.rootfs().diffIds().size() != manifest.layers().size()) {
            throw new EngineException.InvalidParameter(
                    "the configuration of the image " + digest + " does not name as many layers as its manifest");
        }
        for (Descriptor blob : blobs()) {
            long size = blobs.size(Digest.parse(blob.digest()))
                    .orElseThrow(() -> new EngineException.NotFound(
                            "a part of the image " + digest + " is missing: " + blob.digest()));
            if (size != blob.size()) {
                throw new EngineException.InvalidParameter("the manifest " + digest + " says that " + blob.digest()
                        + " has " + blob.size() + " bytes, but it has " + size);
            }
        }
    }

    private static byte[] document(BlobStore blobs, Digest digest) {
        try (InputStream in = blobs.open(digest)) {
            byte[] document = in.readNBytes(DOCUMENT_LIMIT + 1);
            if (document.length > DOCUMENT_LIMIT) {
                throw new EngineException.InvalidParameter("the document " + digest + " has more than 4 MiB");
            }
            if (!Digest.ofBytes(document).equals(digest)) {
                throw new EngineException.SystemFailure("the stored document " + digest + " is damaged");
            }
            return document;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot read the document " + digest + ": " + e.getMessage(), e);
        }
    }

    /** Configuration and layers. */
    List<Descriptor> blobs() {
        List<Descriptor> all = new ArrayList<>();
        all.add(manifest.config());
        all.addAll(manifest.layers());
        return all;
    }

    /** Bytes of all that a pull brings. */
    long size() {
        return blobs().stream().mapToLong(Descriptor::size).sum();
    }

    Optional<String> label(String name) {
        return Optional.ofNullable(config.config())
                .map(ImageConfig.RunConfig::labels)
                .map(labels -> labels.get(name));
    }

    /** Its id in labs. */
    String id() {
        return manifest.config().digest();
    }
}
