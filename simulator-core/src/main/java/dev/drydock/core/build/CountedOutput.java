package dev.drydock.core.build;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written, and takes no more than a limit. */
final class CountedOutput extends FilterOutputStream {
    private final long limit;
    private long count;

    CountedOutput(OutputStream out, long limit) {
        super(out);
        this.limit = limit;
    }

    long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        add(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        add(length);
        out.write(bytes, offset, length);
    }

    private void add(int more) {
        count += more;
        if (count > limit) {
            throw new SystemFailure(
                    "no space left on device: the files of a build have at most " + (limit >> 20) + " MiB here");
        }
    }
}
