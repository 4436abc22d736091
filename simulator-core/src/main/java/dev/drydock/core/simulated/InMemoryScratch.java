package dev.drydock.core.simulated;

import dev.drydock.core.build.Scratch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Scratch files in memory. */
public final class InMemoryScratch implements Scratch {
    private int open;

    @Override
    public synchronized File create() {
        open++;
        return new MemoryFile();
    }

    /** How many were not closed yet. */
    public synchronized int open() {
        return open;
    }

    private synchronized void closed() {
        open--;
    }

    private final class MemoryFile implements File {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean isClosed;

        @Override
        public OutputStream append() {
            return bytes;
        }

        @Override
        public InputStream read(long offset, long length) throws IOException {
            if (isClosed) {
                throw new IOException("the scratch file is closed");
            }
            return new ByteArrayInputStream(bytes.toByteArray(), Math.toIntExact(offset), Math.toIntExact(length));
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                closed();
            }
        }
    }
}
