package dev.drydock.web.preview;

import dev.drydock.core.labhost.LabHosts;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * Answers for host names below the preview domain, before anything else sees the request; all other names are for the pages.
 */
public final class PreviewHandler extends Handler.Wrapper {
    private final PreviewSettings settings;
    private final PreviewTargets targets;
    private final PreviewProxy proxy;
    private final WebSocketTunnels tunnels;

    /** @param ownCookies names of the pages' cookies */
    public PreviewHandler(LabHosts labs, PreviewSettings settings, List<String> ownCookies) {
        FieldRules rules = new FieldRules(ownCookies);
        this.settings = settings;
        this.targets = new PreviewTargets(labs, settings.keys());
        this.proxy = new PreviewProxy(rules);
        this.tunnels = new WebSocketTunnels(rules);
        // It starts and stops with this.
        installBean(proxy);
    }

    @Override
    public void setServer(Server server) {
        super.setServer(server);
        proxy.setServer(server);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // With an absolute URI this is its host: Jetty refuses a request whose Host says another.
        String host = request.getHttpURI().getHost();
        if (host == null || !PreviewHost.isBelow(host, settings.domain())) {
            return super.handle(request, response, callback);
        }
        Optional<PreviewTarget> target =
                PreviewHost.parse(host, settings.domain()).flatMap(targets::find);
        if (target.isEmpty()) {
            PreviewPage.nothing(request, response, callback);
            return true;
        }
        if (request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")) {
            tunnels.open(target.get(), request, response, callback);
            return true;
        }
        request.setAttribute(PreviewProxy.TARGET, target.get());
        return proxy.handle(request, response, callback);
    }
}
