package dev.drydock.core.blob;

import dev.drydock.core.error.EngineException.InvalidParameter;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an archive is compressed, which its first bytes tell: what dockerd takes wherever it takes an archive. */
public enum Compression {
    NONE,
    GZIP,
    BZIP2,
    XZ,
    ZSTD;

    private static final int MAGIC = 6;
    private static final int BUFFER = 1 << 16;
    /** Memory for one xz stream, in KiB: enough for all levels up to 7. */
    private static final int XZ_MEMORY = 20 << 10;

    /** A compressed archive and what is in it. */
    public record Opened(Compression compression, InputStream content) {}

    /**
     * Unpacks while it is read. What is wrong with the data comes as {@link InvalidParameter}; a failure of the source comes
     * as {@link java.io.UncheckedIOException}, so that nobody takes it for a broken archive.
     */
    public static Opened open(InputStream source) throws IOException {
        PushbackInputStream input = new PushbackInputStream(new UncheckedSource(source), MAGIC);
        byte[] magic = input.readNBytes(MAGIC);
        input.unread(magic);
        Compression compression = of(magic);
        return new Opened(compression, compression.decompress(input));
    }

    private static Compression of(byte[] magic) {
        if (begins(magic, 0x1F, 0x8B)) {
            return GZIP;
        } else if (begins(magic, 'B', 'Z', 'h')) {
            return BZIP2;
        } else if (begins(magic, 0xFD, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        } else if (begins(magic, 0x28, 0xB5, 0x2F, 0xFD)) {
            return ZSTD;
        }
        return NONE;
    }

    private static boolean begins(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private InputStream decompress(InputStream input) {
        if (this == NONE) {
            return input;
        }
        InputStream buffered = new BufferedInputStream(input, BUFFER);
        try {
            return new Checked(
                    switch (this) {
                        case NONE -> buffered;
                        case GZIP ->
                            GzipCompressorInputStream.builder()
                                    .setInputStream(buffered)
                                    .setDecompressConcatenated(true)
                                    .get();
                        case BZIP2 -> new BZip2CompressorInputStream(buffered, true);
                        case XZ -> new XZInputStream(buffered, XZ_MEMORY);
                        case ZSTD -> new ZstdInputStream(buffered);
                    });
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static InvalidParameter broken(Exception cause) {
        return switch (cause) {
            case EOFException _ -> new InvalidParameter("unexpected EOF", cause);
            case org.tukaani.xz.MemoryLimitException _ ->
                new InvalidParameter(
                        "the archive needs more memory to be unpacked than there is: compress it with xz -6", cause);
            case ZipException _, IOException _ ->
                new InvalidParameter("the compressed data is damaged: " + cause.getMessage(), cause);
            default -> new InvalidParameter("the compressed data is damaged", cause);
        };
    }

    /** Makes refusals of what the libraries throw at broken data. */
    private static final class Checked extends FilterInputStream {
        Checked(InputStream decompressing) {
            super(decompressing);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        @SuppressWarnings("IllegalCatch") // decoders answer broken data with whatever index they then use
        public int read(byte[] buffer, int offset, int length) {
            try {
                return in.read(buffer, offset, length);
            } catch (java.io.UncheckedIOException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw broken(e);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
