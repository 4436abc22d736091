package dev.drydock.core.image;

import dev.drydock.core.error.EngineException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Takes so many bytes and no more: a file with holes can be larger than any disk. */
final class BoundedStream extends FilterOutputStream {
    private final long limit;
    private final Supplier<EngineException> refusal;
    private long written;

    /** @param refusal made when there is more */
    BoundedStream(OutputStream out, long limit, Supplier<EngineException> refusal) {
        super(out);
        this.limit = limit;
        this.refusal = refusal;
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
            throw refusal.get();
        }
    }
}
