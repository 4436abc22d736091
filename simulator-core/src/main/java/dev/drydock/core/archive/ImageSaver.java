package dev.drydock.core.archive;

import dev.drydock.core.blob.Compression;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageIndex;
import dev.drydock.core.oci.Manifest;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code docker save}: images as an OCI image layout that also has Docker's {@code manifest.json}, so that every Docker since
 * 1.10 and every tool for OCI images reads it. Layers are plain tars, named by their DiffIds. The same images give the same
 * bytes.
 */
public final class ImageSaver implements AutoCloseable {
    private static final String BLOBS = "blobs/sha256/";
    private static final byte[] LAYOUT = "{\"imageLayoutVersion\": \"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final List<Image> images;
    private final List<ContentLease> holds = new ArrayList<>();
    private final Set<String> written = new HashSet<>();

    /**
     * Finds the images; what they consist of stays until this is closed.
     *
     * @param keys names, repositories or ids
     * @throws EngineException.NotFound for what is not there
     */
    public ImageSaver(Images images, List<String> keys) {
        ImageSelection selection = new ImageSelection(images);
        keys.forEach(selection::add);
        this.images = selection.images();
        boolean held = false;
        try {
            this.images.forEach(image -> holds.add(images.hold(image)));
            held = true;
        } finally {
            if (!held) {
                close();
            }
        }
    }

    /** What is written, with the names that it is written under. */
    public List<Image> images() {
        return images;
    }

    public void writeTo(OutputStream output) throws IOException {
        List<Descriptor> manifests = new ArrayList<>();
        List<ArchiveManifest> list = new ArrayList<>();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(output, StandardCharsets.UTF_8.name())) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            directory(tar, "blobs/");
            directory(tar, BLOBS);
            for (int i = 0; i < images.size(); i++) {
                Image image = images.get(i);
                Descriptor manifest = write(tar, image, holds.get(i));
                manifests.addAll(named(manifest, image.references()));
                list.add(manifest(image, known(image.parent())));
            }
            file(tar, "index.json", OciJson.write(new ImageIndex(2, MediaTypes.INDEX, manifests, null)));
            file(tar, "manifest.json", OciJson.write(list));
            file(tar, "oci-layout", LAYOUT);
            file(tar, "repositories", OciJson.write(repositories()));
        }
    }

    /** Writes the parts of an image and answers its manifest. */
    private Descriptor write(TarArchiveOutputStream tar, Image image, ContentLease hold) throws IOException {
        byte[] config;
        try (InputStream in = hold.open(image.id().digest())) {
            config = in.readAllBytes();
        }
        List<Descriptor> layers = new ArrayList<>();
        for (Layer known : image.layers()) {
            // Its blob may be another one since the image was read.
            Layer layer = hold.find(known.id()).orElse(known);
            if (written.add(layer.diffId().digest().hex())) {
                layer(tar, layer, hold);
            }
            layers.add(descriptor(layer));
        }
        Descriptor configuration = blob(tar, MediaTypes.CONFIG, config);
        byte[] manifest = OciJson.write(new Manifest(2, MediaTypes.MANIFEST, configuration, layers, null));
        return blob(tar, MediaTypes.MANIFEST, manifest);
    }

    private Descriptor blob(TarArchiveOutputStream tar, String mediaType, byte[] content) throws IOException {
        Digest digest = Digest.ofBytes(content);
        if (written.add(digest.hex())) {
            file(tar, BLOBS + digest.hex(), content);
        }
        return new Descriptor(mediaType, digest.toString(), content.length);
    }

    private static Descriptor descriptor(Layer layer) {
        return new Descriptor(MediaTypes.LAYER, layer.diffId().toString(), layer.tarSize());
    }

    /** @throws EngineException.SystemFailure when the stored blob is damaged: the archive breaks off then */
    private static void layer(TarArchiveOutputStream tar, Layer layer, ContentLease hold) throws IOException {
        LayerBlob blob = layer.blob()
                .orElseThrow(
                        () -> new EngineException.SystemFailure("the tar of layer " + layer.id() + " is not kept"));
        MessageDigest hash = Digest.sha256();
        TarArchiveEntry entry = entry(BLOBS + layer.diffId().digest().hex());
        entry.setSize(layer.tarSize());
        tar.putArchiveEntry(entry);
        try (InputStream stored = new BufferedInputStream(hold.open(blob.digest()));
                InputStream plain =
                        new DigestInputStream(Compression.open(stored).content(), hash)) {
            plain.transferTo(tar);
        }
        if (!Digest.of(hash.digest()).equals(layer.diffId().digest())) {
            throw new EngineException.SystemFailure("the stored blob of layer " + layer.diffId() + " is damaged");
        }
        tar.closeArchiveEntry();
    }

    private static List<Descriptor> named(Descriptor manifest, List<ImageReference> names) {
        if (names.isEmpty()) {
            return List.of(manifest);
        }
        return names.stream()
                .map(name -> new Descriptor(
                        manifest.mediaType(), manifest.digest(), manifest.size(), null, annotations(name)))
                .toList();
    }

    private static Map<String, String> annotations(ImageReference name) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("io.containerd.image.name", name.toString());
        name.tag().ifPresent(tag -> annotations.put("org.opencontainers.image.ref.name", tag.toString()));
        return annotations;
    }

    /** The parent of an image, when it is written, too. */
    private @Nullable String known(Optional<ImageId> parent) {
        return images.stream()
                .map(Image::id)
                .filter(id -> parent.equals(Optional.of(id)))
                .map(ImageId::toString)
                .findFirst()
                .orElse(null);
    }

    private static ArchiveManifest manifest(Image image, @Nullable String parent) {
        Map<String, Descriptor> sources = new LinkedHashMap<>();
        image.layers().forEach(layer -> sources.put(layer.diffId().toString(), descriptor(layer)));
        return new ArchiveManifest(
                BLOBS + image.id().digest().hex(),
                image.references().isEmpty()
                        ? null
                        : image.references().stream()
                                .map(ImageReference::familiar)
                                .toList(),
                image.layers().stream()
                        .map(layer -> BLOBS + layer.diffId().digest().hex())
                        .toList(),
                parent,
                sources);
    }

    /** The list of names of the first Dockers, which some tools still read: tags with the topmost layer of each. */
    private Map<String, Map<String, String>> repositories() {
        Map<String, Map<String, String>> repositories = new TreeMap<>();
        for (Image image : images) {
            image.chain()
                    .ifPresent(top -> image.references()
                            .forEach(name -> repositories
                                    .computeIfAbsent(name.repository().familiar(), _ -> new TreeMap<>())
                                    .put(
                                            name.tag().map(Object::toString).orElse(""),
                                            top.digest().hex())));
        }
        return repositories;
    }

    private static void directory(TarArchiveOutputStream tar, String name) throws IOException {
        TarArchiveEntry entry = entry(name);
        entry.setMode(TarArchiveEntry.DEFAULT_DIR_MODE);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = entry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(Instant.EPOCH.toEpochMilli());
        entry.setIds(0, 0);
        return entry;
    }

    @Override
    public void close() {
        holds.forEach(ContentLease::close);
    }
}
