package dev.drydock.core.image;

import dev.drydock.core.error.EngineException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and no more: a file with holes can be larger than any disk. */
final class BoundedStream extends FilterOutputStream {
    private final long limit;
    private long written;

    BoundedStream(OutputStream out, long limit) {
        super(out);
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int bytes) {
        written += bytes;
        if (written > limit) {
            throw new EngineException.SystemFailure(
                    "no space left on device: a layer has at most " + (limit >> 20) + " MiB here");
        }
    }
}
