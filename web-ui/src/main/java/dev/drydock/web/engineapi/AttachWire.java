package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How the bytes of an {@link AttachSession} stand on its connection. Reading and writing happen on two threads. */
interface AttachWire {
    /** Takes what came before the connection was handed over; the first call. */
    void received(ByteBuffer early);

    /**
     * Waits for input and puts it into an empty buffer, ready to be read from.
     *
     * @return false at the end of what the client sends
     */
    boolean read(ByteBuffer buffer) throws IOException;

    /** Sends output; waits while the client does not read. */
    void write(StreamType stream, ByteBuffer bytes) throws IOException;

    /** Sends what does no harm, to find out whether the client is still there. */
    void beat() throws IOException;

    /** Whether the client, after the end of its input, can still be sent output. */
    boolean isListening();

    /** Ends the output in order. */
    void end();

    /** Ends the connection. */
    void close();
}
