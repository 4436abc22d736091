package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Students who add lab hosts and remove them. */
class HostsTest {
    private static final int POLICY_VIOLATION = 1008;
    private static final String LESSON = "/lessons/hello-world";

    @TempDir
    private Path directory;

    private PagesFixture pages;

    @BeforeEach
    void start() {
        pages = PagesFixture.withRules(directory, 2);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private HttpClient student() {
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, LESSON);
        return browser;
    }

    private HttpResponse<String> send(HttpClient browser, String method, String path) {
        return PagesFixture.send(
                browser,
                HttpRequest.newBuilder(pages.address(path))
                        .header("Origin", pages.origin())
                        .method(method, BodyPublishers.noBody()));
    }

    private SocketClient terminal(HttpClient browser, int host) {
        return SocketClient.connect(
                browser, pages.socketAddress("/lab/terminals/1?rows=24&columns=80&host=" + host), pages.origin());
    }

    private int refusal(HttpClient browser, int host) {
        try (SocketClient socket = terminal(browser, host)) {
            return socket.awaitClose();
        }
    }

    private List<String> tabs(HttpClient browser) {
        return pages.page(browser, LESSON)
                .select(".host-tabs [role=tab]:not(template *)")
                .eachText();
    }

    private List<String> running() {
        return pages.labs().list().stream()
                .map(LabHost::id)
                .map(LabId::name)
                .sorted()
                .toList();
    }

    @Test
    void anAddedHostHasAnEngineAndATerminalOfItsOwn() {
        HttpClient browser = student();

        HttpResponse<String> added = send(browser, "POST", "/lab/hosts");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(added.body()).isEqualTo("{\"number\":2}");
        try (SocketClient first = terminal(browser, 1);
                SocketClient second = terminal(browser, 2)) {
            first.type("docker create --name mine hello-world\r");
            first.awaitOutput("$ docker create --name mine hello-world\r\n");
            first.type("docker ps -a\r");
            first.awaitOutput("mine created");
            second.type("docker ps -a; done\r");
            second.awaitOutput("done");
            assertThat(second.output()).doesNotContain("mine");
        }
        assertThat(tabs(browser)).containsExactly("host1", "host2");
    }

    @Test
    void whoHasAsManyAsOneMayHaveIsToldSo() {
        HttpClient browser = student();
        send(browser, "POST", "/lab/hosts");

        HttpResponse<String> refused = send(browser, "POST", "/lab/hosts");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("{\"reason\":\"hosts\"}");
        assertThat(tabs(browser)).containsExactly("host1", "host2");
        assertThat(pages.page(browser, LESSON + "?lang=zh-CN")
                        .select("[data-action=add-host]")
                        .text())
                .isEqualTo("添加一台主机");
    }

    @Test
    void aRemovedHostIsGoneAndDoesNotComeBackByItself() {
        HttpClient browser = student();
        send(browser, "POST", "/lab/hosts");

        assertThat(send(browser, "DELETE", "/lab/hosts/2").statusCode()).isEqualTo(204);

        assertThat(refusal(browser, 2)).isEqualTo(POLICY_VIOLATION);
        assertThat(running()).doesNotContain("host2");
        assertThat(tabs(browser)).containsExactly("host1");
        assertThat(send(browser, "POST", "/lab/hosts").body()).isEqualTo("{\"number\":2}");
    }

    @Test
    void nobodyGetsAHostByAskingForItsTerminalOrPictures() {
        HttpClient browser = student();

        assertThat(refusal(browser, 2)).isEqualTo(POLICY_VIOLATION);
        try (SocketClient live =
                SocketClient.connect(browser, pages.socketAddress("/lab/live?host=2"), pages.origin())) {
            assertThat(live.awaitClose()).isEqualTo(POLICY_VIOLATION);
        }
        assertThat(running()).doesNotContain("host2");
    }

    @Test
    void thePicturesFollowTheHost() {
        HttpClient browser = student();
        send(browser, "POST", "/lab/hosts");
        try (SocketClient live =
                        SocketClient.connect(browser, pages.socketAddress("/lab/live?host=2"), pages.origin());
                SocketClient second = terminal(browser, 2)) {
            second.type("docker create --name there hello-world\r");

            live.awaitText(text -> text.contains("\"name\":\"there\""));
        }
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /lab/hosts/1", "DELETE, /lab/hosts/0", "DELETE, /lab/hosts/10", "DELETE, /lab/hosts/x"})
    void whatIsNoHostThatCanGoIsNotFound(String method, String path) {
        HttpClient browser = student();

        assertThat(send(browser, method, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "x", "", "-1", "%32%32"})
    void aSocketToNoHostIsNotOpened(String host) {
        HttpClient browser = student();

        assertThatThrownBy(() -> SocketClient.connect(
                        browser,
                        pages.socketAddress("/lab/terminals/1?rows=24&columns=80&host=" + host),
                        pages.origin()))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(404));
    }

    @Test
    void onlyAStudentsOwnPageAddsAHost() {
        HttpClient browser = student();
        HttpRequest.Builder foreign = HttpRequest.newBuilder(pages.address("/lab/hosts"))
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.noBody());

        assertThat(PagesFixture.send(browser, foreign).statusCode()).isEqualTo(403);
        assertThat(send(PagesFixture.browser(), "POST", "/lab/hosts").statusCode())
                .isEqualTo(401);
        assertThat(send(PagesFixture.browser(), "DELETE", "/lab/hosts/2").statusCode())
                .isEqualTo(401);
    }

    @Test
    void anotherStudentsHostsAreNotReached() {
        HttpClient browser = student();
        send(browser, "POST", "/lab/hosts");
        HttpClient other = student();

        assertThat(refusal(other, 2)).isEqualTo(POLICY_VIOLATION);
        assertThat(send(other, "DELETE", "/lab/hosts/2").statusCode()).isEqualTo(204);
        assertThat(tabs(browser)).containsExactly("host1", "host2");
    }
}
