package dev.drydock.web.engineapi;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.Containers;
import io.javalin.http.Context;
import java.util.Locale;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

/** {@code GET /containers/ID/attach/ws}: the streams of a container for clients that cannot take over a connection. */
final class WebSocketRoute {
    private static final ApiVersion FIRST_BINARY = new ApiVersion(1, 28);
    /** Older clients get all streams, whatever they ask for. */
    private static final ApiVersion FIRST_TO_CHOOSE = new ApiVersion(1, 42);

    private static final String VERSION = "13";

    private WebSocketRoute() {}

    static void attach(Context context) {
        DetachKeys keys = DetachKeys.parse(Query.text(context, "detachKeys"));
        Containers containers = LabEndPoint.engine(context).containers();
        Container container = containers.find(context.pathParam("id"));
        if (!isHandshake(context)) {
            return;
        }
        ApiVersion version = VersionPrefix.of(context);
        boolean chooses = version.compareTo(FIRST_TO_CHOOSE) >= 0;
        ContainerConfig.Streams streams = container.config().streams();
        boolean stream = Query.flag(context, "stream");
        boolean stdin = stream && streams.openStdin() && (!chooses || Query.flag(context, "stdin"));
        AttachSession.Options options = new AttachSession.Options(
                streams.tty(),
                stdin,
                !chooses || Query.flag(context, "stdout"),
                !chooses || Query.flag(context, "stderr"),
                streams.stdinOnce() && !streams.tty(),
                keys);
        Attachment attachment = containers.attach(
                container.id().value(), new AttachRequest(Query.flag(context, "logs"), stream, stdin, true));
        LabEndPoint endPoint = LabEndPoint.of(context);
        endPoint.whenClosed(attachment::close);
        AttachWire wire = new WebSocketWire(endPoint, version.compareTo(FIRST_BINARY) >= 0);
        context.header("Sec-WebSocket-Accept", WebSocketUtils.hashKey(WebSocketHeaders.key(context)));
        Hijack.switchTo("websocket", context, new AttachSession(wire, attachment, options));
    }

    /** Answers what is none as Docker does, in plain text. */
    private static boolean isHandshake(Context context) {
        if (!has(context, "Upgrade", "websocket") || !has(context, "Connection", "upgrade")) {
            return refuse(context, "not websocket protocol");
        }
        if (WebSocketHeaders.key(context).isEmpty()) {
            return refuse(context, "mismatch challenge/response");
        }
        if (!WebSocketHeaders.version(context).equals(VERSION)) {
            context.header("Sec-WebSocket-Version", VERSION);
            return refuse(context, "missing or bad WebSocket Version");
        }
        return true;
    }

    private static boolean has(Context context, String header, String word) {
        String value = context.header(header);
        return value != null && value.toLowerCase(Locale.ROOT).contains(word);
    }

    private static boolean refuse(Context context, String sentence) {
        context.status(400).contentType("text/plain; charset=utf-8").result(sentence);
        return false;
    }
}
