package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;

/**
 * The last piece of a blob that is being pushed.
 *
 * @param digest that the whole of it has
 */
public record FinalChunk(Digest digest, Chunk chunk) {}
