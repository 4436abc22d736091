package dev.drydock.core.simulated;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Layers of which only the paths and sizes are kept. */
public final class InMemoryLayerStore implements LayerStore {
    private final Map<ChainId, Layer> layers = new ConcurrentHashMap<>();
    private final Map<ChainId, Set<String>> paths = new ConcurrentHashMap<>();

    @Override
    public Optional<Layer> find(ChainId id) {
        return Optional.ofNullable(layers.get(id));
    }

    @Override
    public Layer add(Optional<ChainId> parent, DiffId diffId, InputStream tar) throws IOException {
        ChainId id = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
        Layer present = layers.get(id);
        if (present != null) {
            return present;
        }
        if (parent.isPresent() && !layers.containsKey(parent.get())) {
            throw new EngineException.NotFound("layer " + parent.get() + " not found");
        }
        byte[] bytes = tar.readAllBytes();
        if (!Digest.ofBytes(bytes).equals(diffId.digest())) {
            throw new EngineException.InvalidParameter("the layer does not have the digest " + diffId);
        }
        Set<String> names = new HashSet<>();
        Layer layer = new Layer(id, parent, diffId, read(bytes, names));
        paths.put(id, names);
        layers.put(id, layer);
        return layer;
    }

    /** Collects the paths and returns the bytes of the regular files. */
    private static long read(byte[] bytes, Set<String> names) {
        long size = 0;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add("/" + entry.getName());
                size += entry.isFile() ? entry.getSize() : 0;
            }
            return size;
        } catch (IOException e) {
            throw new EngineException.InvalidParameter("the layer is not a tar: " + e.getMessage(), e);
        }
    }

    @Override
    public void remove(ChainId id) {
        layers.remove(id);
        paths.remove(id);
    }

    /** Whether a stack of layers has this absolute path. */
    boolean hasPath(Optional<ChainId> stack, String path) {
        Optional<ChainId> at = stack;
        while (at.isPresent()) {
            if (paths.getOrDefault(at.get(), Set.of()).contains(path)) {
                return true;
            }
            at = find(at.get()).flatMap(Layer::parent);
        }
        return false;
    }
}
