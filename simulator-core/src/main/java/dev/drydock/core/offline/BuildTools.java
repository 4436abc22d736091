package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.oci.Platform;
import java.nio.file.Path;

/**
 * What images are built with.
 *
 * @param blobs of the server
 * @param scratch a directory for temporary files, which only root may enter
 */
public record BuildTools(
        PackageRecipes recipes,
        DebianPackages packages,
        RootBuilder builder,
        BlobStore blobs,
        ImageShelf shelf,
        Platform platform,
        Path scratch) {}
