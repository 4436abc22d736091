package dev.drydock.web.unixsocket;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a request that is refused before all of it came. */
public final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    /** Beyond these the sender of a body that nobody wants is cut off. */
    private static final long BYTES = 256L << 20;

    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int PIECE = 64 * 1024;

    private UnreadBody() {}

    /**
     * Takes in what is left of the body of a request that is refused. A client that is still sending would find the connection
     * closed and tell of that instead of the reason. One that sends for ever, or stops, loses its connection after all.
     */
    public static void discard(Context context) {
        if (context.header("Expect") != null) {
            // It waits to be asked for the body, and now is not.
            return;
        }
        EndPoint endPoint = Connections.of(context);
        long before = endPoint.getIdleTimeout();
        endPoint.setIdleTimeout(PAUSE.toMillis());
        long end = System.nanoTime() + TIME.toNanos();
        byte[] buffer = new byte[PIECE];
        try {
            InputStream body = context.req().getInputStream();
            long left = BYTES;
            int read = 0;
            while (read >= 0 && left > 0 && System.nanoTime() < end) {
                read = body.read(buffer);
                left -= read;
            }
        } catch (IOException e) {
            LOG.debug("{} {}: the rest of the body did not come: {}", context.method(), context.path(), e.toString());
        } finally {
            endPoint.setIdleTimeout(before);
        }
    }
}
