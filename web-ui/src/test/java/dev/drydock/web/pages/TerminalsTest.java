package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Students who open several terminals of a lab host, and close them. */
class TerminalsTest {
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int NORMAL = 1000;
    private static final String LIST = "/lab/hosts/1/terminals";

    @TempDir
    static Path directory;

    private static PagesFixture pages;
    private HttpClient browser;

    @BeforeAll
    static void start() {
        pages = PagesFixture.withRules(directory, 2);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @BeforeEach
    void come() {
        browser = student();
    }

    private static HttpClient student() {
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, "/lessons/hello-world");
        return browser;
    }

    private SocketClient connect(String terminal) {
        return SocketClient.connect(
                browser, pages.socketAddress("/lab/terminals/" + terminal + "?rows=24&columns=80"), pages.origin());
    }

    private SocketClient open(String terminal) {
        SocketClient socket = connect(terminal);
        socket.awaitText("caught-up"::equals);
        return socket;
    }

    private HttpResponse<String> send(HttpClient client, String method, String path) {
        return PagesFixture.send(
                client,
                HttpRequest.newBuilder(pages.address(path))
                        .header("Origin", pages.origin())
                        .method(method, BodyPublishers.noBody()));
    }

    private int close(String terminal) {
        return send(browser, "DELETE", LIST + "/" + terminal).statusCode();
    }

    private String list() {
        return send(browser, "GET", LIST).body();
    }

    @Test
    void eachTerminalHasAShellOfItsOwn() {
        try (SocketClient first = open("1");
                SocketClient logs = open("logs")) {
            first.type("typed-here\r");
            first.awaitOutput("typed-here");
            logs.type("typed-there\r");
            logs.awaitOutput("typed-there");

            assertThat(first.output()).doesNotContain("typed-there");
            assertThat(logs.output()).doesNotContain("typed-here");
            assertThat(list()).isEqualTo("{\"terminals\":[\"1\",\"logs\"]}");
        }
        try (SocketClient again = open("logs")) {
            assertThat(again.output()).contains("typed-there");
        }
    }

    @Test
    void aLabHostThatDoesNotRunHasNone() {
        int before = pages.labs().list().size();

        assertThat(list()).isEqualTo("{\"terminals\":[]}");
        assertThat(close("logs")).isEqualTo(204);

        assertThat(pages.labs().list()).hasSize(before);
    }

    @Test
    void aClosedTerminalEndsForEverybodyAndIsForgotten() {
        try (SocketClient logs = open("logs")) {
            logs.type("before\r");
            logs.awaitOutput("before");

            assertThat(close("logs")).isEqualTo(204);

            logs.awaitText("ended"::equals);
            assertThat(logs.awaitClose()).isEqualTo(NORMAL);
            assertThat(list()).doesNotContain("logs");
        }
        try (SocketClient again = open("logs")) {
            assertThat(again.output()).doesNotContain("before");
        }
    }

    @Test
    void oneMoreThanThereMayBeWaitsUntilAnotherIsClosed() {
        List<SocketClient> others =
                Stream.of("2", "logs", "watch").map(this::open).toList();
        try (SocketClient refused = connect("stats")) {
            assertThat(refused.awaitClose()).isEqualTo(TRY_AGAIN_LATER);
        }
        open("logs").close();
        // Its place is kept.
        open("1").close();

        close("watch");

        open("stats").close();
        assertThat(list()).isEqualTo("{\"terminals\":[\"1\",\"2\",\"logs\",\"stats\"]}");
        others.forEach(SocketClient::close);
    }

    @Test
    void aShellThatWasLeftMakesRoom() {
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            try (SocketClient terminal = open(name)) {
                terminal.type("exit\r");
                terminal.awaitText("ended"::equals);
            }
        }

        assertThat(list()).isEqualTo("{\"terminals\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "Logs", "-a", "a_b", "a%2Fb", "..%2Fdisk", "seventeen-letters", "a%00", "%20"})
    void aNameThatCannotBeIsNotFound(String name) {
        assertThatThrownBy(() -> connect(name))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isIn(400, 404));
        assertThat(close(name)).isIn(400, 404);
    }

    @Test
    void theFirstTerminalStays() {
        assertThat(close("1")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lab/hosts/0/terminals", "/lab/hosts/10/terminals", "/lab/hosts/x/terminals"})
    void whatIsNoHostHasNoTerminals(String path) {
        assertThat(send(browser, "GET", path).statusCode()).isEqualTo(404);
        assertThat(send(browser, "DELETE", path + "/logs").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAStudentsOwnPageClosesATerminal() {
        try (SocketClient logs = open("logs")) {
            HttpRequest.Builder foreign = HttpRequest.newBuilder(pages.address(LIST + "/logs"))
                    .header("Origin", "http://evil.example")
                    .DELETE();
            assertThat(PagesFixture.send(browser, foreign).statusCode()).isEqualTo(403);
            HttpClient stranger = PagesFixture.browser();
            assertThat(send(stranger, "DELETE", LIST + "/logs").statusCode()).isEqualTo(401);
            assertThat(send(stranger, "GET", LIST).statusCode()).isEqualTo(401);
            HttpClient other = student();
            assertThat(send(other, "DELETE", LIST + "/logs").statusCode()).isEqualTo(204);
            assertThat(send(other, "GET", LIST).body()).isEqualTo("{\"terminals\":[]}");

            logs.type("still-here\r");
            logs.awaitOutput("still-here");
        }
    }
}
