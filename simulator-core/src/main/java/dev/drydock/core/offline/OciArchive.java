package dev.drydock.core.offline;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Images in one file: an OCI image layout (image specification 1.1, "Image Layout") with the list that {@code docker load}
 * reads as well. The same images always give the same file.
 */
final class OciArchive {
    static final String LAYOUT = "oci-layout";
    static final String INDEX = "index.json";
    static final String BLOBS = "blobs/sha256/";
    /** Annotations that name an image, the full name first. */
    static final List<String> NAMES = List.of("io.containerd.image.name", "org.opencontainers.image.ref.name");

    private static final String DOCKER = "manifest.json";
    private static final byte[] VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private OciArchive() {}

    /** @param images by all their names */
    static void write(Map<ImageReference, StoredImage> images, BlobStore blobs, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        document(tar, LAYOUT, VERSION);
        document(tar, INDEX, index(images));
        document(tar, DOCKER, docker(images));
        Map<Digest, Long> parts = new TreeMap<>(Comparator.comparing(Digest::toString));
        images.values().forEach(image -> {
            parts.put(image.digest(), image.manifestSize());
            image.blobs().forEach(blob -> parts.put(Digest.parse(blob.digest()), blob.size()));
        });
        for (Map.Entry<Digest, Long> part : parts.entrySet()) {
            TarArchiveEntry entry = entry(BLOBS + part.getKey().hex(), part.getValue());
            tar.putArchiveEntry(entry);
            try (InputStream in = blobs.open(part.getKey())) {
                in.transferTo(tar);
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    private static byte[] index(Map<ImageReference, StoredImage> images) {
        List<Descriptor> manifests = new ArrayList<>();
        images.forEach((name, image) -> manifests.add(new Descriptor(
                MediaTypes.MANIFEST,
                image.digest().toString(),
                image.manifestSize(),
                new Platform(image.config().architecture(), image.config().os(), null),
                new TreeMap<>(Map.of(NAMES.getFirst(), name.toString(), NAMES.getLast(), name.familiar())))));
        return OciJson.write(new ImageIndex(2, MediaTypes.INDEX, manifests, null));
    }

    private static byte[] docker(Map<ImageReference, StoredImage> images) {
        Map<Digest, List<String>> names = new TreeMap<>(Comparator.comparing(Digest::toString));
        Map<Digest, StoredImage> byDigest = new TreeMap<>(Comparator.comparing(Digest::toString));
        images.forEach((name, image) -> {
            byDigest.put(image.digest(), image);
            names.computeIfAbsent(image.digest(), _ -> new ArrayList<>()).add(name.familiar());
        });
        return OciJson.write(byDigest.values().stream()
                .map(image -> new DockerEntry(
                        path(image.manifest().config()),
                        names.getOrDefault(image.digest(), List.of()),
                        image.manifest().layers().stream().map(OciArchive::path).toList()))
                .toList());
    }

    private static String path(Descriptor descriptor) {
        return BLOBS + Digest.parse(descriptor.digest()).hex();
    }

    private static void document(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        tar.putArchiveEntry(entry(name, content.length));
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
        entry.setMode(0644);
        entry.setSize(size);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(0);
        return entry;
    }

    /** One image in {@code manifest.json} of {@code docker save} (Docker image specification 1.2). */
    private record DockerEntry(
            @JsonProperty("Config") String config,
            @JsonProperty("RepoTags") List<String> repoTags,
            @JsonProperty("Layers") List<String> layers) {}
}
