package dev.drydock.web.preview;

import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Carries requests to a student's service, and the answers back. */
final class PreviewProxy extends ProxyHandler {
    /** Attribute of a request: where the service is, a {@link PreviewTarget}. */
    static final String TARGET = PreviewProxy.class.getName() + ".target";

    private static final int CONNECTIONS = 32;
    private static final int WAITING = 64;
    private static final long CONNECT_MILLIS = 5_000;
    private static final long IDLE_MILLIS = 60_000;
    private final FieldRules rules;

    PreviewProxy(FieldRules rules) {
        this.rules = rules;
    }

    /** For each service: whoever has one that never answers holds up only that. */
    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setMaxConnectionsPerDestination(CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(WAITING);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setDestinationIdleTimeout(IDLE_MILLIS);
        client.setFollowRedirects(false);
    }

    /** The name is for the field {@code Host} alone: the service sees that by which the browser knows it. */
    @Override
    protected HttpURI rewriteHttpURI(org.eclipse.jetty.server.Request request) {
        HttpURI asked = request.getHttpURI();
        return HttpURI.build(asked).scheme("http").user(null).fragment(null).asImmutable();
    }

    @Override
    protected Request newProxyToServerRequest(org.eclipse.jetty.server.Request request, HttpURI uri) {
        PreviewTarget target = (PreviewTarget) Objects.requireNonNull(request.getAttribute(TARGET));
        return super.newProxyToServerRequest(request, uri).transport(new LabTransport(target));
    }

    @Override
    protected void copyRequestHeaders(org.eclipse.jetty.server.Request request, Request toService) {
        super.copyRequestHeaders(request, toService);
        toService.headers(fields -> fields.computeField(HttpHeader.COOKIE, (_, cookies) -> {
            return cookies == null ? null : rules.toService(cookies.getFirst());
        }));
    }

    /** Nothing tells of who looks at it from where. */
    @Override
    protected void addProxyHeaders(org.eclipse.jetty.server.Request request, Request toService) {
        toService.headers(fields ->
                fields.put(HttpHeader.X_FORWARDED_PROTO, request.getHttpURI().getScheme()));
    }

    @Override
    protected @Nullable HttpField filterServerToProxyResponseField(HttpField field) {
        return FieldRules.toBrowser(field);
    }

    @Override
    @SuppressWarnings("ParameterNumber") // Jetty's
    protected void onServerToProxyResponseFailure(
            org.eclipse.jetty.server.Request request,
            Request toService,
            org.eclipse.jetty.client.Response fromService,
            Response response,
            Callback callback,
            Throwable failure) {
        PreviewPage.silent(request, response, callback);
    }
}
