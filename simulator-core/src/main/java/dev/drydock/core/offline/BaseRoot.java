package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The root file system that images are built on, unpacked once for all of them.
 *
 * @param tar of all its layers
 */
record BaseRoot(StoredImage image, Path tar, RootTar root) implements AutoCloseable {
    /**
     * Its layers have no whiteouts, because what is built on is itself built on nothing.
     *
     * @param file where the tar is written
     */
    static BaseRoot open(StoredImage image, BlobStore blobs, Path file) throws IOException {
        try (RootWriter writer = new RootWriter(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var layer : image.manifest().layers()) {
                try (InputStream tar =
                        new GZIPInputStream(new BufferedInputStream(blobs.open(Digest.parse(layer.digest()))))) {
                    writer.add(tar);
                }
            }
        }
        return new BaseRoot(image, file, RootTar.open(file));
    }

    @Override
    public void close() throws IOException {
        root.close();
    }
}
