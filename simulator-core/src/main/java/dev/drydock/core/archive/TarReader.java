package dev.drydock.core.archive;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a tar; whatever is wrong with it is an {@link InvalidParameter}, unlike a full disk. */
public final class TarReader {
    private static final int BLOCK = 512;
    private final Source source;
    private final TarArchiveInputStream tar;
    private final byte[] buffer = new byte[64 * 1024];

    /** @param input not compressed */
    public TarReader(InputStream input) {
        this.source = new Source(input);
        this.tar = new TarArchiveInputStream(source, StandardCharsets.UTF_8.name());
    }

    /** Null after the last entry. */
    public @Nullable TarArchiveEntry next() {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            // The library takes a piece of a block for the end.
            if (entry == null && (source.count + source.filled) % BLOCK != 0) {
                throw new EOFException();
            }
            source.contentEnd = source.count + (entry == null ? 0 : entry.getSize());
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

    /** Fills up the last block of an archive that ends right after a file, as Docker's client sends some, and Go takes them. */
    private static final class Source extends FilterInputStream {
        private long count;
        private long contentEnd = -1;
        private int padding = -1;
        private long filled;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = padding < 0 ? in.read(bytes, offset, length) : -1;
            if (read >= 0) {
                count += read;
                return read;
            }
            if (padding < 0) {
                padding = count == contentEnd ? (int) ((BLOCK - count % BLOCK) % BLOCK) : 0;
            }
            int zeros = Math.min(padding, length);
            Arrays.fill(bytes, offset, offset + zeros, (byte) 0);
            padding -= zeros;
            filled += zeros;
            return zeros == 0 ? -1 : zeros;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            count += skipped;
            return skipped > 0 ? skipped : Math.max(read(new byte[1], 0, (int) Math.min(bytes, 1)), 0);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
