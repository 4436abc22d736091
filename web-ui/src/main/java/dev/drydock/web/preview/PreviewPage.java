package dev.drydock.web.preview;

import dev.drydock.web.language.Language;
import dev.drydock.web.language.Messages;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a browser sees in place of a service. */
final class PreviewPage {
    private static final int NOT_FOUND = 404;
    private static final int BAD_GATEWAY = 502;
    /** It looks again by itself: a service that has just been started is there soon. */
    private static final String SECONDS = "3";

    private PreviewPage() {}

    /** No running container publishes the port. */
    static void nothing(Request request, Response response, Callback callback) {
        answer(NOT_FOUND, "preview.nothing", request, response, callback);
    }

    /** The port is published, and what is behind it does not answer. */
    static void silent(Request request, Response response, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(new IllegalStateException("the service broke off"));
            return;
        }
        answer(BAD_GATEWAY, "preview.silent", request, response, callback);
    }

    private static void answer(int status, String key, Request request, Response response, Callback callback) {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE);
        Language language = Language.preferred(accepted == null ? "" : accepted);
        Messages messages = Messages.of(language);
        String page = String.format(
                Locale.ROOT, """
                <!DOCTYPE html>
                <html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title>
                <h1>%2$s</h1>
                <p>%s</p>
                </html>
                """, language.tag(), messages.lookup(key + ".title"), messages.lookup(key + ".text"));
        response.reset();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'");
        response.getHeaders().put("Refresh", SECONDS);
        Content.Sink.write(response, true, page, callback);
    }
}
