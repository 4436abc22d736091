package dev.drydock.core.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Port: room for bytes that are needed only as long as something is built. Safe for use by several threads. */
public interface Scratch {
    /** Makes a file that has no name and is gone when it is closed, or when the server ends. */
    File create() throws IOException;

    /** Written once from its beginning, then read by anybody. */
    interface File extends AutoCloseable {
        /** Adds to what is there; for one thread. */
        OutputStream append() throws IOException;

        /** Reads a part; several parts can be read at once. */
        InputStream read(long offset, long length) throws IOException;

        @Override
        void close();
    }
}
