package dev.drydock.sandbox.storage;

import dev.drydock.core.reference.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Computes the digest of what is read, and ends what has no end. A failure of the source leaves as {@link UncheckedIOException}, so that nobody
 * takes it for a broken archive.
 */
final class DigestingStream extends FilterInputStream {
    private final MessageDigest digest = Digest.sha256();
    private final LayerLimits limits;
    private final InstantSource clock;
    private final Instant began;
    private long total;

    DigestingStream(InputStream source, LayerLimits limits, InstantSource clock) {
        super(source);
        this.limits = limits;
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                digest.update(buffer, offset, count);
                total += count;
                limits.checkBytes(total);
                limits.checkTime(Duration.between(began, clock.instant()));
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skipped bytes count like read ones. */
    @Override
    public long skip(long count) {
        byte[] buffer = new byte[(int) Math.min(count, 64 * 1024)];
        long skipped = 0;
        while (skipped < count) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes that were read. */
    long total() {
        return total;
    }

    /** Reads what is left and answers the digest of everything. */
    Digest finish() {
        byte[] buffer = new byte[64 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // Only the digest is wanted.
        }
        return Digest.of(digest.digest());
    }
}
