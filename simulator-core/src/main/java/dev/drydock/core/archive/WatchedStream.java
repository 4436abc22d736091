package dev.drydock.core.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much has been read. */
final class WatchedStream extends FilterInputStream {
    private final LongConsumer watcher;
    private long total;

    WatchedStream(InputStream in, LongConsumer watcher) {
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
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            total += count;
            watcher.accept(total);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
