package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.linux.BlockingCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

/** What one thread writes, another reads. */
final class TarPipe implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final PipedInputStream input = new PipedInputStream(BUFFER);
    private volatile IOException failure = new IOException("the archive ended too early");
    private volatile boolean isWhole;

    private TarPipe() {}

    /** Writes a tar. */
    interface Source {
        void write(OutputStream output) throws IOException;
    }

    /** Begins to write, on a thread of its own. */
    static TarPipe of(Source source) throws IOException {
        TarPipe pipe = new TarPipe();
        PipedOutputStream output = new PipedOutputStream(pipe.input);
        BlockingCalls.later(() -> pipe.write(source, output));
        return pipe;
    }

    @SuppressWarnings("IllegalCatch") // top of a thread: whatever failed, the reader is told
    private void write(Source source, PipedOutputStream output) {
        try (output) {
            source.write(output);
            isWhole = true;
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new IOException(e.getMessage(), e);
        }
    }

    /** To be read to its end. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return checked(input.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return checked(input.read(bytes, offset, length));
            }
        };
    }

    private int checked(int result) throws IOException {
        if (result < 0 && !isWhole) {
            throw failure;
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
