package dev.drydock.web.authoring;

import dev.drydock.lessons.format.LessonProblem;
import dev.drydock.web.shelf.LessonShelf;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import tools.jackson.databind.json.JsonMapper;

/** The WebSocket that tells pages of a draft what it is like, at once and after each change: {@link DraftState}. */
public final class DraftSocket implements Consumer<WsConfig> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WATCH = "draft-watch";
    private static final int PING_SECONDS = 15;

    private final LessonShelf shelf;

    /**
     * What the socket sends.
     *
     * @param revision the page has another one when its texts are old
     */
    record DraftState(long revision, List<LessonProblem> problems) {}

    public DraftSocket(LessonShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onMessage(
                context -> context.session.close(StatusCode.POLICY_VIOLATION, "nothing is taken here", Callback.NOOP));
        socket.onClose(DraftSocket::close);
        socket.onError(DraftSocket::close);
    }

    private void connect(WsConnectContext context) {
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        context.attribute(WATCH, shelf.watch(() -> tell(context)));
        tell(context);
    }

    private void tell(WsContext context) {
        LessonShelf.Contents now = shelf.contents();
        context.send(JSON.writeValueAsString(
                new DraftState(now.revision(), now.courses().problems())));
    }

    private static void close(WsContext context) {
        Optional.ofNullable(context.<LessonShelf.Watch>attribute(WATCH)).ifPresent(LessonShelf.Watch::close);
    }
}
