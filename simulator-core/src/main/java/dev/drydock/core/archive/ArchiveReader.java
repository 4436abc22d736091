package dev.drydock.core.archive;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an archive says is in it: Docker's {@code manifest.json}, or else the index of an OCI image layout. */
final class ArchiveReader {
    private static final int LIMIT = 4 << 20;
    /** An index may name another one: for an image with several platforms. */
    private static final int DEPTH = 2;

    private final ArchiveFiles files;
    private final Platform platform;

    /** @param platform the one to be taken of several */
    ArchiveReader(ArchiveFiles files, Platform platform) {
        this.files = files;
        this.platform = platform;
    }

    List<ArchivedImage> images() throws IOException {
        Optional<Blob> docker = files.find("manifest.json");
        if (docker.isPresent()) {
            return docker(files.read(docker.get(), LIMIT, "manifest.json"));
        }
        Optional<Blob> index = files.find("index.json");
        if (index.isEmpty()) {
            throw new InvalidParameter(
                    "invalid archive: it has neither a manifest.json nor an index.json: is it of docker save?");
        }
        return index(OciJson.read(files.read(index.get(), LIMIT, "index.json"), ImageIndex.class, "index.json"), DEPTH);
    }

    private List<ArchivedImage> docker(byte[] json) {
        List<ArchivedImage> images = new ArrayList<>();
        for (ArchiveManifest image : OciJson.read(json, ArchiveManifest[].class, "manifest.json")) {
            if (image == null) {
                throw new InvalidParameter("invalid manifest.json: an image is null");
            }
            List<String> tags = image.repoTags() == null ? List.of() : image.repoTags();
            images.add(new ArchivedImage(
                    files.get(image.config()),
                    image.layers().stream().map(files::get).toList(),
                    tags.stream().map(ArchiveReader::tag).toList(),
                    Optional.ofNullable(image.parent())));
        }
        return images;
    }

    private static ImageReference tag(String text) {
        ImageReference reference = ImageReference.parse(text);
        if (reference.digest().isPresent() || text.indexOf(':', text.lastIndexOf('/') + 1) < 0) {
            throw new InvalidParameter("invalid tag \"" + text + "\"");
        }
        return reference;
    }

    private List<ArchivedImage> index(ImageIndex index, int depth) throws IOException {
        List<ArchivedImage> images = new ArrayList<>();
        for (Descriptor entry : index.manifests()) {
            if (!entry.isFor(platform)) {
                continue;
            }
            byte[] json = files.read(document(entry.digest()), LIMIT, "manifest");
            List<ImageReference> names =
                    names(Optional.ofNullable(entry.annotations()).orElse(Map.of()));
            if (!entry.isIndex()) {
                images.add(image(OciJson.read(json, Manifest.class, "manifest " + entry.digest()), names));
            } else if (depth > 0) {
                index(OciJson.read(json, ImageIndex.class, "index " + entry.digest()), depth - 1)
                        .forEach(image ->
                                images.add(new ArchivedImage(image.config(), image.layers(), names, Optional.empty())));
            } else {
                throw new InvalidParameter("invalid archive: its indexes are nested too deeply");
            }
        }
        return images;
    }

    private ArchivedImage image(Manifest manifest, List<ImageReference> names) {
        return new ArchivedImage(
                document(manifest.config().digest()),
                manifest.layers().stream()
                        .map(layer -> document(layer.digest()))
                        .toList(),
                names,
                Optional.empty());
    }

    private Blob document(String digest) {
        try {
            return files.find(Digest.parse(digest))
                    .orElseThrow(() -> new InvalidParameter("invalid archive: it has no blob " + digest));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameter("invalid archive: " + e.getMessage(), e);
        }
    }

    /** containerd notes the whole name; others a name, or a tag alone, which names nothing here. */
    private static List<ImageReference> names(Map<String, String> annotations) {
        String whole = annotations.get("io.containerd.image.name");
        String name = whole == null ? annotations.getOrDefault("org.opencontainers.image.ref.name", "") : whole;
        return name.indexOf(':') < 0 ? List.of() : List.of(tag(name));
    }
}
