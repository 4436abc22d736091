package dev.drydock.core.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A source whose failures leave as {@link UncheckedIOException}, so that nobody takes them for a broken archive. */
final class UncheckedSource extends FilterInputStream {
    UncheckedSource(InputStream source) {
        super(source);
    }

    @Override
    public int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
