package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jetty.server.HttpStream;

/**
 * Turns the connection of a request into the streams of a process. With {@code Upgrade: tcp} the answer is
 * {@code 101 UPGRADED}; without, as old clients ask, it is {@code 200} and the body is the stream.
 */
final class Hijack {
    private Hijack() {}

    /** Takes over the attachment, which must have been made before: what the process writes from now on is not lost. */
    static void start(Context context, Attachment attachment, AttachSession.Options options) throws IOException {
        LabEndPoint endPoint = LabEndPoint.of(context);
        OutputFormat format = OutputFormat.of(options.terminal());
        endPoint.whenClosed(attachment::close);
        AttachSession session = new AttachSession(new StreamWire(endPoint, format), attachment, options);
        if (context.header("Upgrade") == null) {
            context.contentType(OutputFormat.RAW.mediaType(ApiVersion.NEWEST));
            context.header("Connection", "close");
            context.res().flushBuffer();
            session.run();
            return;
        }
        context.contentType(format.mediaType(VersionPrefix.of(context)));
        switchTo("tcp", context, session);
    }

    /** Answers 101 and has the session go on with the connection. */
    static void switchTo(String protocol, Context context, AttachSession session) {
        context.status(101);
        context.header("Connection", "Upgrade");
        context.header("Upgrade", protocol);
        // Never HttpServletRequest.upgrade(): under Javalin Jetty then reports errors without end.
        context.req()
                .setAttribute(
                        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                        new HijackedConnection(LabEndPoint.of(context), session));
    }
}
