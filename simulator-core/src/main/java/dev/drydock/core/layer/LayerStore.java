package dev.drydock.core.layer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Port: read-only layers, kept once for all labs and named by their chain. Safe for use by several threads. */
public interface LayerStore {
    Optional<Layer> find(ChainId id);

    /**
     * Unpacks a layer on its parent and keeps it; a layer that is there already is returned without reading the tar.
     *
     * @param tar the uncompressed tar, whose digest must be {@code diffId}
     * @throws dev.drydock.core.error.EngineException.InvalidParameter when the tar is broken or has another digest;
     *     nothing of it is kept then
     */
    Layer add(Optional<ChainId> parent, DiffId diffId, InputStream tar) throws IOException;

    /** Drops a layer that nothing uses any more; unknown layers are ignored. */
    void remove(ChainId id);
}
