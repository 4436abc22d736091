package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without snapshots: what the addresses let in and answer. */
class ControlRoutesTest {
    private static final String LESSON = "/lessons/hello-world";

    @TempDir
    private Path directory;

    private PagesFixture pages;
    private final HttpClient browser = PagesFixture.browser();

    @BeforeEach
    void start() {
        pages = new PagesFixture(directory);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    private HttpResponse<String> post(String path, String origin) {
        return PagesFixture.send(
                browser,
                HttpRequest.newBuilder(pages.address(path))
                        .header("Origin", origin)
                        .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> post(String path) {
        return post(path, pages.origin());
    }

    private String status(String step) {
        return pages.page(browser, LESSON)
                .select("section.step[data-step=" + step + "]")
                .attr("data-status");
    }

    @ParameterizedTest
    @ValueSource(strings = {LESSON + "/restart", LESSON + "/steps/run/reset", LESSON + "/steps/run/solution"})
    void onlyAStudentOnOnesOwnPageIsLetIn(String path) {
        assertThat(post(path).statusCode()).isEqualTo(401);
        pages.page(browser, LESSON);

        assertThat(post(path, "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(pages.get(browser, path).statusCode()).isIn(404, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lessons/no-lesson/restart",
                LESSON + "/steps/no-step/reset",
                LESSON + "/steps/no-step/solution",
                LESSON + "/steps/..%2frun/reset",
                LESSON + "/steps/%00/reset"
            })
    void whatThereIsNotIsNotFound(String path) {
        pages.page(browser, LESSON);

        assertThat(post(path).statusCode()).isIn(400, 404);
    }

    @Test
    void aBeginningThatIsNotKeptIsSaid() {
        pages.page(browser, LESSON);

        HttpResponse<String> answer = post(LESSON + "/steps/run/reset");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"reason\":\"none\"}");
        assertThat(status("run")).isEqualTo("open");
    }

    @Test
    void theSolutionIsTold() {
        pages.page(browser, LESSON);

        HttpResponse<String> answer = post(LESSON + "/steps/create-start/solution");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"lines\":[{\"host\":1,\"terminal\":\"1\",\"command\":\"docker create --name anatomy hello-world\"},"
                                + "{\"host\":1,\"terminal\":\"1\",\"command\":\"docker start -a anatomy\"}]}");
    }

    @Test
    void aLessonBeginsAgainOnANewLabHost() {
        pages.page(browser, LESSON);
        post(LESSON + "/restart");
        var lab = pages.labs().list().getFirst();

        assertThat(post(LESSON + "/restart").statusCode()).isEqualTo(204);

        assertThat(pages.labs().list()).hasSize(1).doesNotContain(lab);
        assertThat(status("run")).isEqualTo("open");
    }

    /** Each waits for the one before it, and all of them for a thread. */
    @Test
    void whoAsksAgainAndAgainIsRefused() {
        pages.page(browser, LESSON);
        HttpRequest restart = HttpRequest.newBuilder(pages.address(LESSON + "/restart"))
                .header("Origin", pages.origin())
                .POST(BodyPublishers.noBody())
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 50)
                .mapToObj(_ -> browser.sendAsync(restart, BodyHandlers.ofString()))
                .toList();

        List<Integer> statuses = answers.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).contains(204, 409).containsOnly(204, 409);
        assertThat(post(LESSON + "/restart").statusCode()).isEqualTo(204);
    }
}
