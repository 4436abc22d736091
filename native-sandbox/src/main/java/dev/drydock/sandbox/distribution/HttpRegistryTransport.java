package dev.drydock.sandbox.distribution;

import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.distribution.RegistryResponse;
import dev.drydock.core.distribution.RegistryTransport;
import dev.drydock.core.distribution.RequestContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * HTTP/1.1 by {@code java.net.http}. Names are resolved and judged just before the connection is made, from the same cache that
 * it then uses; over https the certificate binds the connection to the name in any case.
 */
public final class HttpRegistryTransport implements RegistryTransport, AutoCloseable {
    /** For a connection. */
    private static final Duration CONNECT = Duration.ofSeconds(15);
    /** Until the head of the response to a request without content. */
    private static final Duration HEAD = Duration.ofSeconds(30);
    /** The least that an upload has to come to, in bytes a second. */
    private static final long UPLOAD_RATE = 1024;

    private static final String AGENT = "docker/20.10 drydock";
    private final ExecutorService threads;
    private final HttpClient client;
    private final HostAddresses addresses;

    public HttpRegistryTransport(ProxySettings proxies) {
        this(proxies, new HostAddresses(proxies));
    }

    HttpRegistryTransport(ProxySettings proxies, HostAddresses addresses) {
        this.addresses = addresses;
        // Content is read from disks, so it is not for virtual threads.
        threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("registry-", 1).daemon().factory());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(threads)
                .proxy(proxies)
                .build();
    }

    @Override
    public RegistryResponse exchange(RegistryRequest request) throws IOException {
        addresses.check(request);
        try {
            return new HttpRegistryResponse(client.send(translate(request), BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("context canceled", e);
        } catch (IOException e) {
            throw new IOException(GoSentences.of(e, request.uri()), e);
        }
    }

    private static HttpRequest translate(RegistryRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(request.content().map(HttpRegistryTransport::allowed).orElse(HEAD))
                .setHeader("User-Agent", AGENT);
        request.headers().forEach(builder::setHeader);
        return builder.method(
                        request.method(),
                        request.content().map(HttpRegistryTransport::publisher).orElseGet(BodyPublishers::noBody))
                .build();
    }

    private static Duration allowed(RequestContent content) {
        return HEAD.plusSeconds(content.size() / UPLOAD_RATE);
    }

    private static BodyPublisher publisher(RequestContent content) {
        if (content.size() == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(content)), content.size());
    }

    private static InputStream open(RequestContent content) {
        try {
            return new BufferedInputStream(content.source().open(), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private record HttpRegistryResponse(HttpResponse<InputStream> response) implements RegistryResponse {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        @Override
        public InputStream body() {
            return response.body();
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                // It is over in any case.
            }
        }
    }
}
