package dev.drydock.core.archive;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a tar; whatever is wrong with it is an {@link InvalidParameter}, unlike a full disk. */
public final class TarReader {
    private static final int BLOCK = 512;
    private final TarArchiveInputStream tar;
    private final byte[] buffer = new byte[64 * 1024];

    /** @param input not compressed */
    public TarReader(InputStream input) {
        this.tar = new TarArchiveInputStream(input, StandardCharsets.UTF_8.name());
    }

    /** Null after the last entry. */
    public @Nullable TarArchiveEntry next() {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            // The library takes a piece of a block for the end.
            if (entry == null && tar.getBytesRead() % BLOCK != 0) {
                throw new EOFException();
            }
            return entry;
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e);
        }
    }

    /**
     * Writes the content of the present entry.
     *
     * @param counted is told how many bytes are about to be written, and may throw
     */
    public void copyTo(OutputStream output, IntConsumer counted) throws IOException {
        for (int count = read(); count >= 0; count = read()) {
            counted.accept(count);
            output.write(buffer, 0, count);
        }
    }

    private int read() {
        try {
            return tar.read(buffer);
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e);
        }
    }

    /** In the words of Go's archive/tar, which dockerd passes on. */
    private static InvalidParameter broken(Exception cause) {
        boolean cut = cause instanceof EOFException
                || String.valueOf(cause.getMessage()).contains("runcated");
        return new InvalidParameter(cut ? "unexpected EOF" : "archive/tar: invalid tar header", cause);
    }
}
