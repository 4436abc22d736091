package dev.drydock.sandbox.distribution;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Why an exchange failed, as Go's {@code net/http} says it. */
final class GoSentences {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private GoSentences() {}

    static String of(IOException failure, URI uri) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "dial tcp " + address(uri) + ": i/o timeout";
            case HttpTimeoutException _ ->
                "net/http: request canceled (Client.Timeout exceeded while awaiting headers)";
            case ConnectException refused
            when refused.getCause() instanceof UnresolvedAddressException -> noSuchHost(uri);
            case UnknownHostException _ -> noSuchHost(uri);
            case NoRouteToHostException _ -> "dial tcp " + address(uri) + ": connect: no route to host";
            case ConnectException refused
            when text(refused).contains("unreachable") ->
                "dial tcp " + address(uri) + ": connect: network is unreachable";
            case ConnectException _ -> "dial tcp " + address(uri) + ": connect: connection refused";
            case SSLHandshakeException untrusted
            when text(untrusted).contains("PKIX") -> "x509: certificate signed by unknown authority";
            case SSLException broken
            when text(broken).contains("plaintext")
                    || text(broken).contains("Unsupported or unrecognized SSL message") ->
                "http: server gave HTTP response to HTTPS client";
            case SSLException broken -> "tls: " + text(broken);
            default -> text(failure).isEmpty() ? "EOF" : text(failure);
        };
    }

    static String noSuchHost(URI uri) {
        return "dial tcp: lookup " + uri.getHost() + ": no such host";
    }

    private static String address(URI uri) {
        int fallback = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
        return uri.getHost() + ":" + (uri.getPort() < 0 ? fallback : uri.getPort());
    }

    private static String text(IOException failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }
}
