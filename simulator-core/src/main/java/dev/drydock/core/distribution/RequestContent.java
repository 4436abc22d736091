package dev.drydock.core.distribution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a request sends.
 *
 * @param size in bytes
 */
public record RequestContent(long size, Source source) {
    /** Opens the content; asked anew when it has to be sent again. */
    public interface Source {
        InputStream open() throws IOException;
    }

    static RequestContent of(byte[] bytes) {
        return new RequestContent(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static RequestContent none() {
        return of(new byte[0]);
    }
}
