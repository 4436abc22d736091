package dev.drydock.sandbox.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.distribution.RegistryResponse;
import dev.drydock.core.distribution.RequestContent;
import dev.drydock.core.error.EngineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpRegistryTransportTest {
    private final HttpRegistryTransport transport = new HttpRegistryTransport(ProxySettings.of(Map.of()));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        transport.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static RegistryRequest get(URI uri) {
        return new RegistryRequest("GET", uri, Map.of("X-Test", "yes"), Optional.empty(), false);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void statusHeadersAndBodyComeAsTheyAre() throws IOException {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=a");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=b");
            answer(
                    exchange,
                    401,
                    bytes(exchange.getRequestMethod() + " "
                            + exchange.getRequestHeaders().getFirst("X-Test")));
        });

        try (RegistryResponse response = transport.exchange(get(uri("/v2/")))) {
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers("www-authenticate")).isEqualTo(List.of("Basic realm=a", "Bearer realm=b"));
            assertThat(response.body().readAllBytes()).isEqualTo(bytes("GET yes"));
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            answer(exchange, 307, new byte[0]);
        });

        try (RegistryResponse response = transport.exchange(get(uri("/")))) {
            assertThat(response.status()).isEqualTo(307);
            assertThat(response.header("Location")).contains("http://127.0.0.1:1/");
        }
    }

    @Test
    void contentIsSentWithItsLengthAndStreams() throws IOException {
        byte[] content = new byte[3 << 20];
        CompletableFuture<String> length = new CompletableFuture<>();
        CompletableFuture<Integer> received = new CompletableFuture<>();
        server.createContext("/", exchange -> {
            length.complete(exchange.getRequestHeaders().getFirst("Content-Length"));
            received.complete(exchange.getRequestBody().readAllBytes().length);
            answer(exchange, 201, new byte[0]);
        });
        RequestContent source = new RequestContent(content.length, () -> new ByteArrayInputStream(content));

        try (RegistryResponse response =
                transport.exchange(new RegistryRequest("PUT", uri("/"), Map.of(), Optional.of(source), false))) {
            assertThat(response.status()).isEqualTo(201);
        }
        assertThat(length.join()).isEqualTo("3145728");
        assertThat(received.join()).isEqualTo(content.length);
    }

    @Test
    void aBodyThatIsClosedFromElsewhereEnds() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        RegistryResponse response = transport.exchange(get(uri("/")));
        InputStream body = response.body();
        assertThat(body.read()).isEqualTo('x');
        CompletableFuture<Integer> next = CompletableFuture.supplyAsync(() -> {
            try {
                return body.read();
            } catch (IOException e) {
                return -2;
            }
        });

        response.close();

        assertThat(next.join()).isNegative();
        over.countDown();
    }

    @Test
    void whatIsMissingAtTheEndIsAnError() throws IOException {
        CompletableFuture<Void> serving;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serving = serve(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
            URI uri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
            try (RegistryResponse response = transport.exchange(get(uri))) {
                assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
            }
        }
        serving.join();
    }

    @Test
    void whereNothingListensTheSentenceIsGos() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI uri = URI.create("http://127.0.0.1:" + free + "/v2/");

        assertThatThrownBy(() -> transport.exchange(get(uri)))
                .hasMessage("dial tcp 127.0.0.1:" + free + ": connect: connection refused");
    }

    @Test
    void plainHttpWhereHttpsIsExpectedIsSaidAsGoDoes() throws IOException {
        CompletableFuture<Void> serving;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serving = serve(socket, "HTTP/1.0 400 Bad Request\r\n\r\n");
            URI uri = URI.create("https://127.0.0.1:" + socket.getLocalPort() + "/");

            assertThatThrownBy(() -> transport.exchange(get(uri)))
                    .hasMessage("http: server gave HTTP response to HTTPS client");
        }
        serving.join();
    }

    /** Answers each connection so, whatever it says, and ends it, until the socket is closed: a client may come twice. */
    private static CompletableFuture<Void> serve(ServerSocket socket, String answer) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!socket.isClosed()) {
                        answer(socket, answer);
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private static void answer(ServerSocket socket, String answer) {
        try (Socket connection = socket.accept()) {
            if (connection.getInputStream().read(new byte[4096]) > 0) {
                connection.getOutputStream().write(bytes(answer));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aNameThatLeadsIntoTheMachineIsRefusedBeforeAnythingIsSent() throws IOException {
        HostAddresses addresses = new HostAddresses(ProxySettings.of(Map.of()), _ ->
                new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("169.254.169.254")});
        try (HttpRegistryTransport confined = new HttpRegistryTransport(ProxySettings.of(Map.of()), addresses)) {
            URI uri = URI.create("https://rebind.example/");

            assertThatThrownBy(
                            () -> confined.exchange(new RegistryRequest("GET", uri, Map.of(), Optional.empty(), true)))
                    .isInstanceOf(EngineException.Forbidden.class)
                    .hasMessage("rebind.example has the address 169.254.169.254, which lab hosts must not reach");
        }
    }
}
