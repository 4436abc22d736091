package dev.drydock.web.engineapi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The client of Docker 20.10 sends an empty Host header when it attaches; Jetty refuses that ("Blank Host") whatever its
 * compliance. A unix socket needs no host, so the blank becomes a name of one letter.
 */
final class EmptyHost {
    private static final byte[] LINE = "\r\nHost: \r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BLANK = LINE.length - 3;

    private EmptyHost() {}

    /** Changes the first header block in this buffer, in place and without moving anything. */
    static void fill(ByteBuffer request) {
        for (int start = request.position(); start + LINE.length <= request.limit(); start++) {
            if (isAt(request, start, LINE)) {
                request.put(start + BLANK, (byte) 'd');
                return;
            }
            if (request.getInt(start) == 0x0D0A0D0A) {
                return;
            }
        }
    }

    private static boolean isAt(ByteBuffer bytes, int start, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(start + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
