package dev.drydock.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSocketTest {
    private static final String TERMINAL = "/lab/terminals/1?rows=24&columns=80";
    private static final int POLICY_VIOLATION = 1008;
    private static final int TOO_LARGE = 1009;

    @TempDir
    static Path directory;

    private static PagesFixture pages;

    @BeforeAll
    static void start() {
        pages = new PagesFixture(directory);
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static HttpClient student() {
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, "/lessons/hello-world");
        return browser;
    }

    private static SocketClient open(HttpClient browser) {
        SocketClient socket = SocketClient.connect(browser, pages.socketAddress(TERMINAL), pages.origin());
        socket.awaitText("caught-up"::equals);
        return socket;
    }

    @Test
    void whatIsTypedReachesTheShellAndItsAnswerTheBrowser() {
        try (SocketClient terminal = open(student())) {
            terminal.type("docker run hello-world\r");

            terminal.awaitOutput("Hello from Drydock!");
        }
    }

    @Test
    void whatIsTypedBeforeTheLabHostRunsIsNotLost() {
        try (SocketClient terminal = SocketClient.connect(student(), pages.socketAddress(TERMINAL), pages.origin())) {
            terminal.type("docker ps -a; early\r");

            terminal.awaitOutput("early");
        }
    }

    @Test
    void aLaterPageGetsTheOldOutputFirst() {
        HttpClient browser = student();
        try (SocketClient terminal = open(browser)) {
            terminal.type("docker run hello-world\r");
            terminal.awaitOutput("Hello from Drydock!");
        }

        try (SocketClient again = open(browser)) {
            assertThat(again.output()).contains("Hello from Drydock!");
        }
    }

    @Test
    void theTerminalHasTheSizeOfTheBrowsers() {
        try (SocketClient terminal = open(student())) {
            terminal.type("stty size\r");
            terminal.awaitOutput("24 80");

            terminal.send(ByteBuffer.wrap(new byte[] {1, 0, 30, 0, 100}));
            terminal.type("stty size\r");

            terminal.awaitOutput("30 100");
        }
    }

    @Test
    void theEndOfTheShellIsToldAndTheNextConnectionGetsANewOne() {
        HttpClient browser = student();
        try (SocketClient terminal = open(browser)) {
            terminal.type("exit\r");

            terminal.awaitText("ended"::equals);
            assertThat(terminal.awaitClose()).isEqualTo(1000);
        }
        try (SocketClient again = open(browser)) {
            assertThat(again.output()).doesNotContain("exit");
        }
    }

    @Test
    void twoStudentsHaveTwoLabHosts() {
        try (SocketClient one = open(student());
                SocketClient other = open(student())) {
            one.type("docker create --name mine hello-world\r");
            one.awaitOutput("$ docker create --name mine hello-world\r\n");
            one.type("docker ps -a\r");
            one.awaitOutput("mine created");

            other.type("docker ps -a; done\r");
            other.awaitOutput("done");

            assertThat(other.output()).doesNotContain("mine");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "http://127.0.0.1, 403",
        "http://127.0.0.1.evil.example, 403",
        "null, 403",
        "https://127.0.0.1:PORT, 403",
        "http://evil.127.0.0.1:PORT, 403",
        "http://127.0.0.1:PORT.evil.example, 403"
    })
    void aForeignPageIsRefused(String origin, int status) {
        String foreign =
                origin.replace("PORT", Integer.toString(pages.address("/").getPort()));

        assertRefused(student(), TERMINAL, foreign, status);
    }

    @Test
    void aBrowserThatTheServerDoesNotKnowIsRefused() {
        assertRefused(PagesFixture.browser(), TERMINAL, pages.origin(), 401);
    }

    /** One that was given out once, is somebody's with a letter changed, or was made up: all are nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"forgotten", "changed", "lab", "empty"})
    @Tag("hostile")
    void m09ATokenOfNobodyIsRefused(String kind) {
        HttpClient student = student();
        String token = token(student);
        String presented = switch (kind) {
            case "forgotten" -> "0".repeat(token.length());
            case "changed" -> (token.startsWith("a") ? "b" : "a") + token.substring(1);
            case "lab" -> pages.labs().list().getFirst().id().value();
            default -> "";
        };
        CookieManager cookies = new CookieManager();
        HttpCookie cookie = new HttpCookie("drydock-student", presented);
        cookie.setPath("/");
        cookies.getCookieStore().add(pages.address("/"), cookie);

        assertRefused(HttpClient.newBuilder().cookieHandler(cookies).build(), TERMINAL, pages.origin(), 401);
        try (SocketClient terminal = open(student)) {
            terminal.awaitOutput("$ ");
        }
    }

    private static String token(HttpClient browser) {
        CookieManager cookies = (CookieManager) browser.cookieHandler().orElseThrow();
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("drydock-student"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @ParameterizedTest
    @CsvSource({
        "/lab/terminals/0",
        "/lab/terminals/10",
        "/lab/terminals/X",
        "/lab/terminals/-1",
        "/labs/lab-1/terminals/1"
    })
    void aTerminalThatThereCannotBeIsNotFound(String path) {
        assertRefused(student(), path, pages.origin(), 404);
    }

    private static void assertRefused(HttpClient browser, String path, String origin, int status) {
        assertThatThrownBy(() -> SocketClient.connect(browser, pages.socketAddress(path), origin))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnection() {
        try (SocketClient terminal = open(student())) {
            terminal.send(ByteBuffer.allocate(64 * 1024));

            assertThat(terminal.awaitClose()).isEqualTo(TOO_LARGE);
        }
    }

    @Test
    void textEndsTheConnection() {
        try (SocketClient terminal = open(student())) {
            terminal.send("hello");

            assertThat(terminal.awaitClose()).isEqualTo(POLICY_VIOLATION);
        }
    }

    @Test
    void aFrameThatIsNoneEndsTheConnection() {
        try (SocketClient terminal = open(student())) {
            terminal.send(ByteBuffer.wrap(new byte[] {9, 9, 9}));

            assertThat(terminal.awaitClose()).isEqualTo(POLICY_VIOLATION);
        }
    }

    @Test
    void aFloodOfMessagesEndsTheConnection() {
        try (SocketClient terminal = open(student())) {
            assertThatThrownBy(() -> flood(terminal)).isInstanceOf(CompletionException.class);
        }
    }

    private static void flood(SocketClient terminal) {
        for (int message = 0; message < 1_000_000; message++) {
            terminal.send(ByteBuffer.wrap(new byte[] {2, 0, 0, 0, 0}));
        }
    }
}
