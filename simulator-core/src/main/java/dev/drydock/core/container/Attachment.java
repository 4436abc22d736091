package dev.drydock.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One client's connection to the standard streams of a process. Reading and writing may happen on two threads at once,
 * and both may be virtual. Closing it wakes a blocked reader; the process goes on.
 */
public interface Attachment extends AutoCloseable {
    /** Waits for the next event. */
    StreamEvent read() throws IOException;

    /** Writes to the process's standard input; waits while the process does not read. */
    void write(ByteBuffer input) throws IOException;

    /** Closes the process's standard input: the process sees the end of file. */
    void closeInput() throws IOException;

    @Override
    void close();
}
