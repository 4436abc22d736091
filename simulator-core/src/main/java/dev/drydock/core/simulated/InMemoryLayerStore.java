package dev.drydock.core.simulated;

import dev.drydock.core.archive.TarReader;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerFile;
import dev.drydock.core.layer.LayerFile.Kind;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Layers on the heap; of each the files of the stack that ends with it are kept. */
public final class InMemoryLayerStore implements LayerStore {
    private final Map<ChainId, Layer> layers = new ConcurrentHashMap<>();
    private final Map<ChainId, List<LayerFile>> contents = new ConcurrentHashMap<>();
    private final Map<ChainId, SimulatedFiles> files = new ConcurrentHashMap<>();

    @Override
    public Optional<Layer> find(ChainId id) {
        return Optional.ofNullable(layers.get(id));
    }

    @Override
    public Layer add(Optional<ChainId> parent, DiffId diffId, Optional<LayerBlob> blob, InputStream tar)
            throws IOException {
        ChainId id = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
        Layer present = layers.get(id);
        if (present != null) {
            if (present.blob().isEmpty()) {
                blob.ifPresent(known -> setBlob(id, known));
            }
            return layers.getOrDefault(id, present);
        }
        if (parent.isPresent() && !layers.containsKey(parent.get())) {
            throw new EngineException.NotFound("layer " + parent.get() + " not found");
        }
        byte[] bytes = tar.readAllBytes();
        if (!Digest.ofBytes(bytes).equals(diffId.digest())) {
            throw new EngineException.InvalidParameter("the layer does not have the digest " + diffId);
        }
        SimulatedFiles stack = stack(parent).copy();
        Layer layer = new Layer(id, parent, diffId, apply(bytes, stack), bytes.length, blob);
        files.put(id, stack);
        contents.put(id, list(bytes));
        layers.put(id, layer);
        return layer;
    }

    private static long apply(byte[] tar, SimulatedFiles stack) {
        try {
            return stack.apply(new ByteArrayInputStream(tar));
        } catch (IOException e) {
            throw new EngineException.InvalidParameter("the layer is not a tar: " + e.getMessage(), e);
        }
    }

    @Override
    public void setBlob(ChainId id, LayerBlob blob) {
        layers.computeIfPresent(
                id,
                (_, layer) -> new Layer(
                        layer.id(), layer.parent(), layer.diffId(), layer.size(), layer.tarSize(), Optional.of(blob)));
    }

    @Override
    public List<LayerFile> files(ChainId id) {
        return Optional.ofNullable(contents.get(id))
                .orElseThrow(() -> new EngineException.NotFound("layer " + id + " does not exist"));
    }

    private static List<LayerFile> list(byte[] tar) {
        TarReader reader = new TarReader(new ByteArrayInputStream(tar));
        Map<String, LayerFile> found = new TreeMap<>();
        for (TarArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
            LayerFile file = file(entry, found);
            found.put(file.path(), file);
        }
        return List.copyOf(found.values());
    }

    private static LayerFile file(TarArchiveEntry entry, Map<String, LayerFile> before) {
        String path = "/" + entry.getName().replaceAll("^\\./|/$", "");
        int name = path.lastIndexOf('/') + 1;
        if (path.endsWith("/.wh..wh..opq")) {
            return new LayerFile(Kind.OPAQUE_DIRECTORY, path.substring(0, name - 1), 0);
        } else if (path.startsWith(".wh.", name)) {
            return new LayerFile(Kind.WHITEOUT, path.substring(0, name) + path.substring(name + 4), 0);
        } else if (entry.isDirectory()) {
            LayerFile known = before.get(path);
            return known != null && known.kind() == Kind.OPAQUE_DIRECTORY
                    ? known
                    : new LayerFile(Kind.DIRECTORY, path, 0);
        }
        return new LayerFile(
                Kind.FILE, path, entry.isSymbolicLink() ? entry.getLinkName().length() : entry.getSize());
    }

    @Override
    public Set<ChainId> list() {
        return Set.copyOf(layers.keySet());
    }

    @Override
    public void reclaim() {
        // Nothing is left of what was removed.
    }

    @Override
    public void remove(ChainId id) {
        layers.remove(id);
        files.remove(id);
    }

    /** The files of a stack of layers, not to be changed. */
    SimulatedFiles stack(Optional<ChainId> top) {
        SimulatedFiles stack = top.map(files::get).orElse(null);
        return stack == null ? SimulatedFiles.empty() : stack;
    }
}
