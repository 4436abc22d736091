package dev.drydock.web.pages;

import java.util.Set;

/** A page instead of the one that was asked for. */
public record ErrorPage(Frame frame, int status, String title, String sentence) {
    private static final Set<Integer> EXPLAINED = Set.of(400, 401, 403, 404, 405, 421);

    static ErrorPage of(Frame frame, int status) {
        String key = "error." + (EXPLAINED.contains(status) ? status : 500);
        return new ErrorPage(
                frame, status, frame.text().lookup(key + ".title"), frame.text().lookup(key + ".sentence"));
    }
}
