package dev.drydock.web.terminal;

import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.web.lab.HostNumber;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.student.Student;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of a terminal of the lab host that the query's {@code host} names, the first if nothing does. The browser sends {@link ClientFrame}s; it gets raw output in binary messages, the text
 * {@code caught-up} after the output that was there before, and {@code ended} when the shell has ended.
 */
public final class TerminalSocket implements Consumer<WsConfig> {
    /** The path parameter with the terminal's name, which has been found to be one. */
    public static final String TERMINAL = "terminal";

    private static final String SESSION = "terminal-session";
    private static final String RATE = "terminal-rate";
    private static final int PING_SECONDS = 15;
    private static final int MESSAGES_PER_SECOND = 1000;
    private static final int MESSAGE_BURST = 3000;

    private final LabDoor labs;
    private final Function<WsContext, Student> students;
    private final InstantSource clock;

    /** @param students whose a connection is; it has been let in before */
    public TerminalSocket(LabDoor labs, Function<WsContext, Student> students, InstantSource clock) {
        this.labs = labs;
        this.students = students;
        this.clock = clock;
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onBinaryMessage(this::receive);
        socket.onMessage(context -> refuse(context.session, "text is not understood here"));
        socket.onClose(context -> close(context));
        socket.onError(context -> close(context));
    }

    private void connect(WsConnectContext context) {
        context.session.setMaxBinaryMessageSize(ClientFrame.MAX_BYTES);
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        context.attribute(RATE, new MessageRate(MESSAGES_PER_SECOND, MESSAGE_BURST, clock));
        Student student = students.apply(context);
        TerminalId terminal = new TerminalId(context.pathParam(TERMINAL));
        int host = HostNumber.of(context);
        TerminalSize size = new TerminalSize(cells(context, "rows"), cells(context, "columns"));
        TerminalSession session = new TerminalSession(
                context.session,
                labs.openTerminal(student, host, terminal, size),
                next -> labs.find(student, host).ifPresent(lab -> lab.resizeTerminal(terminal, next)));
        context.attribute(SESSION, session);
        session.start();
    }

    private void receive(WsBinaryMessageContext context) throws InterruptedException {
        TerminalSession session = context.attribute(SESSION);
        if (!Objects.requireNonNull(context.<MessageRate>attribute(RATE)).allows()) {
            refuse(context.session, "too many messages");
        } else if (session != null) {
            try {
                session.receive(context.data());
            } catch (IllegalArgumentException e) {
                refuse(context.session, e.getMessage());
            }
        }
    }

    private static void refuse(Session socket, @Nullable String reason) {
        socket.close(StatusCode.POLICY_VIOLATION, reason, Callback.NOOP);
    }

    private static void close(WsContext context) {
        TerminalSession session = context.attribute(SESSION);
        if (session != null) {
            session.close();
        }
    }

    private static int cells(WsContext context, String parameter) {
        String text = context.queryParam(parameter);
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0; // As if the browser had not said it.
        }
    }
}
