package dev.drydock.sandbox.labd;

import java.time.Instant;

/**
 * The end of a process.
 *
 * @param status exit code, or 128 + n when signal n ended it
 */
public record ExitReport(String id, int status, Instant end) {
    static ExitReport of(Fields fields) {
        return of(fields.findText(Tag.ID).orElse(""), fields);
    }

    /** From an answer that does not say of which process it is. */
    public static ExitReport of(String id, Fields fields) {
        return new ExitReport(id, fields.number(Tag.STATUS), Times.of(fields.longNumber(Tag.END)));
    }
}
