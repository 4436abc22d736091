package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two students in a lesson with a variable. */
class OwnValuesTest {
    private static final String TEXT =
            "# T\n\n## Make @{name} {#make}\n\n```run\ndocker create --name @{name} busybox\n```\n";

    @TempDir
    private Path directory;

    private PagesFixture pages;
    private final HttpClient ann = PagesFixture.browser();
    private final HttpClient bob = PagesFixture.browser();

    @BeforeEach
    void start() throws IOException {
        Path content = OwnLesson.write(directory, """
                minutes: 5
                variables:
                  name: {name: two words}
                steps:
                  - id: make
                    check:
                      container: {name: "@{name}", created: in-step}
                    solution:
                      - docker create --name @{name} busybox
                """, TEXT, TEXT);
        pages = PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), 1, content);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private String command(HttpClient browser) {
        return pages.page(browser, "/lessons/mine?lang=en")
                .select("button[data-action=run]")
                .attr("data-command");
    }

    private SocketClient connect(HttpClient browser, String path) {
        return SocketClient.connect(browser, pages.socketAddress(path), pages.origin());
    }

    @Test
    void theSolutionIsTheirOwn() {
        String command = command(ann);
        HttpRequest.Builder request = HttpRequest.newBuilder(pages.address("/lessons/mine/steps/make/solution"))
                .header("Origin", pages.origin())
                .POST(BodyPublishers.noBody());

        assertThat(PagesFixture.send(ann, request).body()).contains("\"" + command + "\"");
    }

    @Test
    void whatThePageShowsIsWhatIsAskedFor() {
        String annsCommand = command(ann);
        String bobsCommand = command(bob);
        assertThat(annsCommand)
                .matches("docker create --name [a-z]+-[a-z]+ busybox")
                .isNotEqualTo(bobsCommand);
        assertThat(command(ann)).isEqualTo(annsCommand);

        try (SocketClient live = connect(ann, "/lab/live?lesson=mine&lang=en");
                SocketClient terminal = connect(ann, "/lab/terminals/1")) {
            String name = annsCommand.split(" ", -1)[3];
            live.awaitText(text -> text.contains("There is no container named " + name + " yet."));

            terminal.type(bobsCommand + "\r");
            live.awaitText(text ->
                    text.contains("\"create\"") && text.contains(bobsCommand.split(" ", -1)[3]));
            assertThat(live.texts()).noneMatch(text -> text.contains("\"done\""));
            terminal.type(annsCommand + "\r");
            live.awaitText(text -> text.contains("\"done\""));
        }
    }
}
