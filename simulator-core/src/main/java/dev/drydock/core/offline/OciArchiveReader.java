package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the file that {@link OciArchive} writes, or another OCI image layout in a tar. It may come from anybody: blobs
 * are kept under the digest that they have and under no other, names lead nowhere, and everything has an end. Blobs of a
 * file that is refused may stay behind; nothing names them.
 */
final class OciArchiveReader {
    private static final int ENTRIES = 10_000;
    private static final long BLOB_BYTES = 8L << 30;
    private static final String DOMAIN = "docker.io";
    private final BlobStore blobs;
    private final Set<Digest> seen = new HashSet<>();
    private byte @Nullable [] index;

    OciArchiveReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The images that the file names, complete and in the blob store. */
    Map<ImageReference, StoredImage> read(InputStream file) throws IOException {
        try {
            TarArchiveInputStream tar = new TarArchiveInputStream(file, StandardCharsets.UTF_8.name());
            int count = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++count > ENTRIES) {
                    throw new InvalidParameter("the file has more than " + ENTRIES + " entries");
                }
                if (entry.isFile()) {
                    take(RootTar.plain(entry.getName()), entry, tar);
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // What the tar reader makes of some broken headers.
            throw new InvalidParameter("the file is no tar of images: " + e.getMessage(), e);
        }
        if (index == null) {
            throw new InvalidParameter("the file is no OCI image layout: it has no " + OciArchive.INDEX);
        }
        return images(OciJson.read(index, ImageIndex.class, OciArchive.INDEX));
    }

    private void take(String name, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        if (name.equals(OciArchive.INDEX)) {
            if (index != null) {
                throw new InvalidParameter("the file has two " + OciArchive.INDEX);
            }
            index = tar.readNBytes(StoredImage.DOCUMENT_LIMIT + 1);
            if (index.length > StoredImage.DOCUMENT_LIMIT) {
                throw new InvalidParameter(OciArchive.INDEX + " has more than 4 MiB");
            }
        } else if (name.startsWith(OciArchive.BLOBS)) {
            if (entry.getRealSize() > BLOB_BYTES || entry.isSparse()) {
                throw new InvalidParameter("the blob " + name + " is larger than any layer may be");
            }
            Digest digest = digest("sha256:" + name.substring(OciArchive.BLOBS.length()));
            blobs.put(digest, tar);
            seen.add(digest);
        }
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameter("the file has an " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("NullAway") // JSON knows nothing of what the records promise
    private Map<ImageReference, StoredImage> images(ImageIndex layout) {
        Map<ImageReference, StoredImage> images = new TreeMap<>();
        if (layout.manifests() == null) {
            throw new InvalidParameter(OciArchive.INDEX + " names no images");
        }
        for (Descriptor manifest : layout.manifests()) {
            if (manifest == null || manifest.digest() == null) {
                throw new InvalidParameter(OciArchive.INDEX + " names something without a digest");
            }
            Optional<ImageReference> name = name(manifest);
            if (name.isPresent()) {
                StoredImage image = StoredImage.read(blobs, brought(manifest.digest()));
                image.blobs().forEach(blob -> brought(blob.digest()));
                images.put(name.get(), image);
            }
        }
        if (images.isEmpty()) {
            throw new InvalidParameter("the images of the file have no names");
        }
        return images;
    }

    /** What only the server has is no part of the file, even if the file names it. */
    private Digest brought(String text) {
        Digest digest = digest(text);
        if (!seen.contains(digest)) {
            throw new InvalidParameter("the file names " + digest + " but does not have it");
        }
        return digest;
    }

    private static Optional<ImageReference> name(Descriptor manifest) {
        Map<String, String> annotations = manifest.annotations();
        if (annotations == null) {
            return Optional.empty();
        }
        Optional<ImageReference> name = OciArchive.NAMES.stream()
                .filter(annotations::containsKey)
                .map(annotations::get)
                .findFirst()
                .map(ImageReference::parse);
        name.ifPresent(reference -> {
            if (!reference.repository().domain().equals(DOMAIN)
                    || reference.digest().isPresent()) {
                throw new InvalidParameter("an image of the file is called " + reference
                        + ": only names that labs pull without a registry's address can be loaded");
            }
        });
        return name;
    }
}
