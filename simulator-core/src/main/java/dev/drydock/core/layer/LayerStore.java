package dev.drydock.core.layer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: read-only layers, kept once for all labs and named by their chain. Safe for use by several threads. */
public interface LayerStore {
    Optional<Layer> find(ChainId id);

    /**
     * Unpacks a layer on its parent and keeps it; a layer that is there already is returned without reading the tar.
     *
     * @param blob what the tar comes from, to be had from the blob store as long as the layer is kept
     * @param tar the uncompressed tar, whose digest must be {@code diffId}
     * @throws dev.drydock.core.error.EngineException.InvalidParameter when the tar is broken or has another digest;
     *     nothing of it is kept then
     */
    Layer add(Optional<ChainId> parent, DiffId diffId, Optional<LayerBlob> blob, InputStream tar) throws IOException;

    /** As the other, of a layer whose blob is not kept. */
    default Layer add(Optional<ChainId> parent, DiffId diffId, InputStream tar) throws IOException {
        return add(parent, diffId, Optional.empty(), tar);
    }

    /** Notes another blob of which a layer can be unpacked, in place of the one before; unknown layers are ignored. */
    void setBlob(ChainId id, LayerBlob blob);

    /**
     * What a layer holds, ordered by path.
     *
     * @throws dev.drydock.core.error.EngineException.NotFound for an unknown layer
     */
    List<LayerFile> files(ChainId id);

    /** The layers that are there. */
    Set<ChainId> list();

    /** Takes away a layer that nothing uses any more; unknown layers are ignored. Its space is free after {@link #reclaim}. */
    void remove(ChainId id);

    /** Gives back the space of what was taken away; may take long. */
    void reclaim();
}
