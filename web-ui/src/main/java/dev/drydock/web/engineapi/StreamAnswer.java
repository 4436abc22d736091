package dev.drydock.web.engineapi;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that is sent piece by piece over a long time. Its headers go out at once, each piece is flushed, and a client
 * that hangs up is noticed even when there is nothing to send.
 */
final class StreamAnswer implements AutoCloseable {
    private final OutputStream out;
    private final ClientWatch watch;

    private StreamAnswer(OutputStream out, ClientWatch watch) {
        this.out = out;
        this.watch = watch;
    }

    /** @param onGone called when the client hung up, on any thread; must end what the handler waits for */
    static StreamAnswer start(Context context, String mediaType, Runnable onGone) throws IOException {
        context.contentType(mediaType);
        // The last answer of its connection (see ClientWatch), but in chunks, so that one that broke off shows.
        context.header("Connection", "close");
        context.header("Transfer-Encoding", "chunked");
        context.res().flushBuffer();
        return new StreamAnswer(context.res().getOutputStream(), ClientWatch.start(LabEndPoint.of(context), onGone));
    }

    /** Sends a piece; waits while the client does not read. */
    void write(byte[] piece) throws IOException {
        out.write(piece);
        out.flush();
    }

    @Override
    public void close() {
        watch.close();
    }
}
