package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.ServerFixture;
import dev.drydock.web.live.SideBySideLesson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student goes back where steps are open together, on real lab hosts. */
@Tag("kernel")
@Tag("dockercli")
class SideBySideControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ServerFixture server;
    private HttpClient browser;

    @BeforeEach
    void start() throws IOException {
        server = new ServerFixture(directory.resolve("d"), SideBySideLesson.write(directory));
        browser = PagesFixture.browser();
        statuses();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.origin() + path));
    }

    private List<String> statuses() {
        return Jsoup.parse(PagesFixture.send(browser, request("/lessons/mine")).body())
                .select("section.step")
                .eachAttr("data-status");
    }

    private SocketClient connect(String path) {
        return SocketClient.connect(
                browser, URI.create(server.origin().replace("http:", "ws:") + path), server.origin());
    }

    private void awaitStatuses(String... wanted) {
        await().atMost(PATIENCE).until(this::statuses, List.of(wanted)::equals);
    }

    private void type(String... commands) {
        try (SocketClient terminal = connect("/lab/terminals/1")) {
            terminal.awaitOutput("# ");
            for (String command : commands) {
                terminal.type(command + " && echo typ''ed-" + command.hashCode() + "\r");
                terminal.awaitOutput("typed-" + command.hashCode());
            }
        }
    }

    private int reset(String step) {
        return PagesFixture.send(
                        browser,
                        request("/lessons/mine/steps/" + step + "/reset")
                                .header("Origin", server.origin())
                                .POST(BodyPublishers.noBody()))
                .statusCode();
    }

    private List<String> kept() {
        try (Stream<Path> found = Files.find(
                directory.resolve("d/labs"), 3, (path, _) -> path.toString().matches(".*/snapshots/[^/]+"))) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitKept(String... snapshots) {
        await().atMost(PATIENCE).until(this::kept, List.of(snapshots)::equals);
    }

    @Test
    void stepsThatOpenTogetherHaveOneBeginningAndGoingThereTakesBackWhatWasDoneSince() {
        try (SocketClient _ = connect("/lab/live?lesson=mine&lang=en")) {
            awaitKept("mine.left");
            type("docker create --name right busybox", "docker create --name left busybox");
            awaitStatuses("done", "done", "open");
            awaitKept("mine.left", "mine.top");
        }

        assertThat(reset("top")).isEqualTo(204);
        assertThat(statuses()).containsExactly("done", "done", "open");
        assertThat(reset("right")).isEqualTo(204);
        assertThat(statuses()).containsExactly("open", "open", "waiting");
        assertThat(kept()).containsExactly("mine.left");

        try (SocketClient live = connect("/lab/live?lesson=mine&lang=en")) {
            live.awaitText(text -> text.contains("There is no container named left yet.")
                    && text.contains("There is no container named right yet."));
        }
        assertThat(reset("top")).isEqualTo(409);
    }
}
