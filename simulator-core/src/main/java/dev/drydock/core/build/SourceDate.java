package dev.drydock.core.build;

import dev.drydock.core.container.LayerFilter;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code SOURCE_DATE_EPOCH}: nothing that is built is younger than this, so that the same input gives the same digests.
 *
 * @see <a href="https://reproducible-builds.org/specs/source-date-epoch/">specification</a>
 */
final class SourceDate {
    private SourceDate() {}

    /** @param seconds since the epoch, as the client gives them */
    static Optional<Instant> parse(Optional<String> seconds) {
        if (seconds.isEmpty() || seconds.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseUnsignedLong(seconds.get())));
        } catch (NumberFormatException | DateTimeException e) {
            throw new InvalidParameter("invalid SOURCE_DATE_EPOCH: " + seconds.get() + " is no number of seconds", e);
        }
    }

    /** Makes a layer's tar carry no later time. */
    static LayerFilter filter(Optional<Instant> epoch) {
        return epoch.<LayerFilter>map(latest -> (out, layer) -> {
                    Clamp clamp = new Clamp(out, latest.getEpochSecond());
                    layer.writeTo(clamp);
                    clamp.flush();
                })
                .orElse(LayerFilter.NONE);
    }

    /** Rewrites the time in the headers of a tar as it passes. Layers have whole seconds only. */
    private static final class Clamp extends FilterOutputStream {
        private static final int BLOCK = 512;
        private static final int TIME = 136;
        private static final int CHECKSUM = 148;
        private static final int SIZE = 124;

        private final long latest;
        private final byte[] header = new byte[BLOCK];
        private int filled;
        private long content;

        Clamp(OutputStream out, long latest) {
            super(out);
            this.latest = latest;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (content > 0) {
                    int count = (int) Math.min(content, end - at);
                    out.write(bytes, at, count);
                    content -= count;
                    at += count;
                } else {
                    int count = Math.min(BLOCK - filled, end - at);
                    System.arraycopy(bytes, at, header, filled, count);
                    filled += count;
                    at += count;
                    if (filled == BLOCK) {
                        filled = 0;
                        header();
                    }
                }
            }
        }

        private void header() throws IOException {
            content = (number(SIZE, 12) + BLOCK - 1) / BLOCK * BLOCK;
            if (header[0] != 0 && number(TIME, 12) > latest) {
                String time = String.format(java.util.Locale.ROOT, "%011o", latest) + '\0';
                System.arraycopy(time.getBytes(StandardCharsets.US_ASCII), 0, header, TIME, 12);
                Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
                long sum = 0;
                for (byte b : header) {
                    sum += Byte.toUnsignedInt(b);
                }
                String checksum = String.format(java.util.Locale.ROOT, "%06o", sum) + "\0 ";
                System.arraycopy(checksum.getBytes(StandardCharsets.US_ASCII), 0, header, CHECKSUM, 8);
            }
            out.write(header);
        }

        /** Octal, or with the highest bit set binary. */
        private long number(int offset, int length) {
            long value = 0;
            if ((header[offset] & 0x80) != 0) {
                for (int i = offset + length - 8; i < offset + length; i++) {
                    value = value << 8 | Byte.toUnsignedInt(header[i]);
                }
                return value;
            }
            for (int i = offset; i < offset + length; i++) {
                if (header[i] >= '0' && header[i] <= '7') {
                    value = value * 8 + header[i] - '0';
                }
            }
            return value;
        }
    }
}
