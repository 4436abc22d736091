package dev.drydock.web.pages;

import dev.drydock.core.id.IdSource;
import java.time.Duration;

/**
 * By which cookie a browser shows whose it is.
 *
 * @param seconds how long the browser keeps it; negative for until it is closed
 */
record StudentCookie(String name, int seconds) {
    static final StudentCookie LASTING =
            new StudentCookie("drydock-student", (int) Duration.ofDays(180).toSeconds());

    private static final int ID_DIGITS = 8;

    /**
     * Of a server that lasts for an hour: browsers send cookies to all ports of a machine, so it must not take the place of
     * the one by which another server knows its student.
     */
    static StudentCookie ofDraft(IdSource ids) {
        return new StudentCookie("drydock-draft-" + ids.next().substring(0, ID_DIGITS), -1);
    }
}
