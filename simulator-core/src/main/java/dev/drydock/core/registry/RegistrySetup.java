package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.id.IdSource;
import java.time.InstantSource;

/**
 * What a registry is made of.
 *
 * @param blobs shared with the engines
 */
public record RegistrySetup(
        RegistryStore store,
        UploadStore uploads,
        BlobStore blobs,
        RegistryLimits limits,
        IdSource ids,
        InstantSource clock) {}
