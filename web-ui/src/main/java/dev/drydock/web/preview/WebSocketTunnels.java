package dev.drydock.web.preview;

import dev.drydock.web.preview.WebSocketHandshake.Answer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** WebSockets to students' services: after the handshake, whatever either side sends. */
final class WebSocketTunnels {
    /** Of all labs together; each has two threads, which wait. */
    private static final int MOST = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SWITCHING = 101;
    private final FieldRules rules;
    private final Semaphore free = new Semaphore(MOST);

    WebSocketTunnels(FieldRules rules) {
        this.rules = rules;
    }

    /** Asks the service, and makes of the browser's connection what it answers. */
    void open(PreviewTarget target, Request request, Response response, Callback callback) {
        if (!free.tryAcquire()) {
            PreviewPage.silent(request, response, callback);
            return;
        }
        Thread.ofVirtual().name("preview-handshake").start(() -> {
            boolean opened = false;
            try {
                opened = handshake(target, request, response, callback);
            } finally {
                if (!opened) {
                    free.release();
                    PreviewPage.silent(request, response, callback);
                }
            }
        });
    }

    private boolean handshake(PreviewTarget target, Request request, Response response, Callback callback) {
        EndPoint browser = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            SocketChannel service = target.lab().inside().connect(target.address(), PATIENCE);
            boolean done = false;
            try {
                WebSocketHandshake.send(request, rules, service);
                Answer answer = WebSocketHandshake.receive(service);
                if (answer.status() != SWITCHING) {
                    return false;
                }
                answer.fields().forEach(response.getHeaders()::add);
                response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
                response.setStatus(SWITCHING);
                request.setAttribute(
                        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                        new TunnelConnection(browser, service, answer.rest(), free::release));
                done = true;
            } finally {
                if (!done) {
                    service.close();
                }
            }
        } catch (IOException e) {
            return false;
        }
        callback.succeeded();
        return true;
    }
}
