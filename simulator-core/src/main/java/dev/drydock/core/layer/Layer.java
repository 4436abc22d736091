package dev.drydock.core.layer;

import java.util.Optional;

/**
 * A layer as the store holds it.
 *
 * @param id the stack that ends with this layer
 * @param parent the stack below it, empty for a lowest layer
 * @param diffId the layer's own content
 * @param size bytes of its regular files
 */
public record Layer(ChainId id, Optional<ChainId> parent, DiffId diffId, long size) {}
