package dev.drydock.core.distribution;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how much was read, and ends when nobody wants it any more. */
final class CountedInput extends FilterInputStream {
    private final Flight<?> flight;
    private long total;

    CountedInput(InputStream in, Flight<?> flight) {
        super(in);
        this.flight = flight;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        flight.cancellation().check();
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            total += count;
            flight.progress(total);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
