package dev.drydock.core.dockerfile;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a file, which end with a line feed or with carriage return and line feed. */
final class PhysicalLines {
    /** Docker's scanner has no room for more. */
    static final int MAX_BYTES = 65535;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private final String text;
    private int at;
    private int number;

    PhysicalLines(String text) {
        this.text = text;
        at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    }

    /** The number of the line that was read last, from 1. */
    int number() {
        return number;
    }

    Optional<String> next() {
        if (at >= text.length()) {
            return Optional.empty();
        }
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed;
        int content = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
        String line = text.substring(at, content);
        at = end + 1;
        number++;
        if (isTooLong(line)) {
            throw new InvalidParameter("dockerfile line greater than max allowed size of " + MAX_BYTES);
        }
        return Optional.of(line);
    }

    private static boolean isTooLong(String line) {
        if (line.length() > MAX_BYTES) {
            return true;
        }
        int mostBytesOfOne = 3;
        return line.length() * mostBytesOfOne > MAX_BYTES && line.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}
