package dev.drydock.web.differential;

import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.sandbox.images.MachineRecipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Drydock's offline images as an archive that {@code docker load} takes, so that Docker has them with the same ids. */
final class ImageArchive {
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final Layers layers = new Layers();

    private ImageArchive() {}

    static void write(Path file) throws IOException {
        new ImageArchive().writeTo(file);
    }

    private void writeTo(Path file) throws IOException {
        Platform platform = MachineRecipes.platform();
        List<ImageRecord> images = new OfflineImages(new MachineRecipes(platform), platform, blobs, layers).prepare();
        List<Map<String, Object>> manifest = new ArrayList<>();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            for (ImageRecord image : images) {
                manifest.add(add(image, tar));
            }
            put(tar, "manifest.json", OciJson.write(manifest));
        }
    }

    private Map<String, Object> add(ImageRecord image, TarArchiveOutputStream tar) throws IOException {
        byte[] configuration;
        try (InputStream in = blobs.open(image.id().digest())) {
            configuration = in.readAllBytes();
        }
        String config = image.id().digest().hex() + ".json";
        put(tar, config, configuration);
        List<String> files = new ArrayList<>();
        for (String diffId :
                OciJson.read(configuration, ImageConfig.class, config).rootfs().diffIds()) {
            files.add(diffId.substring(diffId.indexOf(':') + 1) + ".tar");
            put(tar, files.getLast(), Objects.requireNonNull(layers.tars.get(diffId)));
        }
        List<String> names = image.references().keySet().stream()
                .map(ImageReference::familiar)
                .toList();
        return Map.of("Config", config, "RepoTags", names, "Layers", files);
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Keeps the tars themselves. */
    private static final class Layers implements LayerStore {
        private final Map<String, byte[]> tars = new HashMap<>();

        @Override
        public Optional<Layer> find(ChainId id) {
            return Optional.empty();
        }

        @Override
        public Layer add(Optional<ChainId> parent, DiffId diffId, Optional<LayerBlob> blob, InputStream tar)
                throws IOException {
            byte[] content = tar.readAllBytes();
            tars.put(diffId.toString(), content);
            ChainId id = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
            return new Layer(id, parent, diffId, content.length);
        }

        @Override
        public void setBlob(ChainId id, LayerBlob blob) {
            throw new UnsupportedOperationException("nothing is changed here");
        }

        @Override
        public Set<ChainId> list() {
            return Set.of();
        }

        @Override
        public void remove(ChainId id) {
            throw new UnsupportedOperationException("nothing is removed here");
        }

        @Override
        public void reclaim() {
            throw new UnsupportedOperationException("nothing is removed here");
        }
    }
}
