package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Opens archives that may be compressed, as {@code docker cp -} takes them: the first bytes say how. */
final class Decompression {
    private static final int MAGIC = 6;

    private Decompression() {}

    /** Plain archives, gzip and bzip2; other compressions that dockerd knows are refused by name. */
    static InputStream of(InputStream source) throws IOException {
        PushbackInputStream input = new PushbackInputStream(source, MAGIC);
        byte[] magic = input.readNBytes(MAGIC);
        input.unread(magic);
        if (begins(magic, 0x1F, 0x8B)) {
            return unpacked(input, false);
        } else if (begins(magic, 'B', 'Z', 'h')) {
            return unpacked(input, true);
        } else if (begins(magic, 0xFD, '7', 'z', 'X', 'Z')) {
            throw new InvalidParameter("archives compressed with xz are not supported here; use gzip");
        } else if (begins(magic, 0x28, 0xB5, 0x2F, 0xFD)) {
            throw new InvalidParameter("archives compressed with zstd are not supported here; use gzip");
        }
        return input;
    }

    private static InputStream unpacked(InputStream input, boolean bzip2) {
        try {
            return bzip2 ? new BZip2CompressorInputStream(input, true) : new GZIPInputStream(input);
        } catch (IOException e) {
            throw new InvalidParameter("unexpected EOF");
        }
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
}
