package dev.drydock.web.lab;

import dev.drydock.core.labhost.LabId;
import io.javalin.websocket.WsContext;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads which of the student's lab hosts a browser means. */
public final class HostNumber {
    /** The parameter of a WebSocket's address that says it. */
    public static final String PARAMETER = "host";

    private HostNumber() {}

    /** Of a WebSocket whose parameter has been found to be one. */
    public static int of(WsContext socket) {
        return parse(socket.queryParam(PARAMETER)).orElseThrow();
    }

    /** Empty for what is no number from 1 to {@link LabId#LAST}; the first where nothing is said. */
    public static OptionalInt parse(@Nullable String text) {
        if (text == null) {
            return OptionalInt.of(1);
        }
        return text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '0' + LabId.LAST
                ? OptionalInt.of(text.charAt(0) - '0')
                : OptionalInt.empty();
    }
}
