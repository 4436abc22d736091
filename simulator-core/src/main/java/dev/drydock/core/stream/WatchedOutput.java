package dev.drydock.core.stream;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/** Tells a watcher of everything that is written, before it is; what the watcher throws keeps it from being written. */
public final class WatchedOutput extends FilterOutputStream {
    private final IntConsumer watcher;

    /** @param watcher told how many bytes come */
    public WatchedOutput(OutputStream out, IntConsumer watcher) {
        super(out);
        this.watcher = watcher;
    }

    @Override
    public void write(int b) throws IOException {
        watcher.accept(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        watcher.accept(length);
        out.write(bytes, offset, length);
    }
}
