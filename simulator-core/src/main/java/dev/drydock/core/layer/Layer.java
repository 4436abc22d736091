package dev.drydock.core.layer;

import java.util.Optional;

/**
 * A layer as the store holds it.
 *
 * @param id the stack that ends with this layer
 * @param parent the stack below it, empty for a lowest layer
 * @param diffId the layer's own content
 * @param size bytes of its regular files
 * @param tarSize bytes of the uncompressed tar
 * @param blob what it was unpacked from, compressed or not; empty when that is not kept
 */
public record Layer(
        ChainId id, Optional<ChainId> parent, DiffId diffId, long size, long tarSize, Optional<LayerBlob> blob) {
    /** One whose blob is not kept. */
    public Layer(ChainId id, Optional<ChainId> parent, DiffId diffId, long size) {
        this(id, parent, diffId, size, 0, Optional.empty());
    }
}
