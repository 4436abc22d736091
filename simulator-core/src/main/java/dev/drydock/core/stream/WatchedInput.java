package dev.drydock.core.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a watcher of everything that is read. */
public final class WatchedInput extends FilterInputStream {
    private final Watcher watcher;
    private long total;

    /** Told before and after each piece; what it throws ends the reading. */
    public interface Watcher {
        /** Something is about to be read. */
        default void reading() {}

        /**
         * Something was read.
         *
         * @param bytes of this piece
         * @param total bytes so far
         */
        void read(int bytes, long total);

        /** There is no more. */
        default void ended(long total) {}
    }

    public WatchedInput(InputStream in, Watcher watcher) {
        super(in);
        this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        watcher.reading();
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            total += count;
            watcher.read(count, total);
        } else if (count < 0) {
            watcher.ended(total);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
