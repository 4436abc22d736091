package dev.drydock.sandbox.distribution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Proxies as the environment names them: {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in capitals or not. The
 * machine itself is reached without one.
 */
public final class ProxySettings extends ProxySelector {
    private static final int DEFAULT_PORT = 80;
    private final Optional<InetSocketAddress> http;
    private final Optional<InetSocketAddress> https;
    private final List<String> direct;

    private ProxySettings(Optional<InetSocketAddress> http, Optional<InetSocketAddress> https, List<String> direct) {
        this.http = http;
        this.https = https;
        this.direct = direct;
    }

    /** @param environment of the server */
    public static ProxySettings of(Map<String, String> environment) {
        String direct = value(environment, "NO_PROXY");
        return new ProxySettings(
                proxy(value(environment, "HTTP_PROXY")),
                proxy(value(environment, "HTTPS_PROXY")),
                Arrays.stream(direct.split(",", -1))
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
    }

    private static Optional<InetSocketAddress> proxy(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            return Optional.ofNullable(uri.getHost())
                    .map(host ->
                            InetSocketAddress.createUnresolved(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the proxy in the environment is no address", e);
        }
    }

    boolean hasProxy(URI uri) {
        return proxyOf(uri).isPresent();
    }

    private Optional<InetSocketAddress> proxyOf(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (isLocal(host) || direct.stream().anyMatch(name -> matches(host, uri.getPort(), name))) {
            return Optional.empty();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    }

    private static boolean isLocal(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean matches(String host, int port, String name) {
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.indexOf(':') == colon) {
            return name.substring(colon + 1).equals(Integer.toString(port))
                    && matches(host, -1, name.substring(0, colon));
        }
        String bare = name.startsWith("*.") ? name.substring(1) : name;
        return name.equals("*") || host.equals(bare) || host.endsWith(bare.startsWith(".") ? bare : "." + bare);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(proxyOf(uri)
                .map(address ->
                        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHostString(), address.getPort())))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // Who asked is told.
    }
}
