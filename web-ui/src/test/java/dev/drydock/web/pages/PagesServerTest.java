package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesServerTest {
    private static final String LESSON = "/lessons/hello-world";

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

    @Test
    void theFirstPageListsTheLessonsAndMakesNoStudent() {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(org.jsoup.Jsoup.parse(answer.body()).select("a[href=" + LESSON + "]"))
                .hasSize(1);
    }

    @Test
    void aCertificateOfNothingMakesNoStudent() {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), "/courses/docker-basics/certificate");

        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(org.jsoup.Jsoup.parse(answer.body()).select(".sheet").text())
                .contains("has so far done 0 of 30 lessons", "No lesson is done yet");
    }

    @Test
    void theGlossaryIsSortedAsItsReaderReads() {
        List<String> english = terms("en");
        List<String> chinese = terms("zh-CN");

        assertThat(english).startsWith("base image", "bind mount", "bridge").contains("PID 1");
        assertThat(chinese).hasSameSizeAs(english).containsSubsequence("标签", "层", "端点", "镜像", "内核");
    }

    private static List<String> terms(String language) {
        return pages.page(PagesFixture.browser(), "/glossary?lang=" + language).select("dl.terms dt").stream()
                .map(Element::ownText)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', zh-TW;q=0.8, zh-CN",
        "'', 'de, en;q=0.5, zh;q=0.3', en",
        "'', '*;q=broken', en",
        "?lang=zh-CN, en, zh-CN",
        "?lang=xx, zh, zh-CN"
    })
    void aPageSpeaksTheLanguageAskedForOrTheBrowsersOwn(String query, String accepted, String spoken) {
        Document page = pages.page(PagesFixture.browser(), "/" + query, "Accept-Language", accepted);

        assertThat(page.select("html").attr("lang")).isEqualTo(spoken);
    }

    @Test
    void aChosenLanguageStays() {
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, "/?lang=zh-CN");

        Document page = pages.page(browser, LESSON, "Accept-Language", "en");

        assertThat(page.select("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(page.select("nav.languages a[aria-current]").text()).isEqualTo("简体中文");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void aLessonHasItsTextStepsTerminalAndPictures(String language) {
        Document page = pages.page(PagesFixture.browser(), LESSON + "?lang=" + language);

        assertThat(page.select("h1").text()).isNotBlank();
        assertThat(page.select("section.step").eachAttr("data-step"))
                .containsExactly("run", "create-start", "no-shell", "rebuild");
        assertThat(page.select("nav.progress li").eachAttr("data-status"))
                .containsExactly("open", "waiting", "waiting", "waiting");
        assertThat(page.select("button[data-action=run]").attr("data-command")).isEqualTo("docker run hello-world");
        assertThat(page.select("lab-terminal[data-terminal=1]:not(template *)").eachAttr("data-host"))
                .containsExactly("1");
        assertThat(page.select("[role=tab]:not(template *)").eachAttr("aria-controls"))
                .containsExactly("host-1", "terminal-1-1");
        assertThat(page.select("[data-live-picture]").eachAttr("data-live-picture"))
                .containsExactlyInAnyOrder("lifecycle", "layers", "network", "build");
        assertThat(page.select("template").size()).isEqualTo(3);
    }

    @Test
    void theStudentsCookieIsASecretOfTheBrowser() {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), LESSON);

        List<String> cookies = answer.headers().allValues("Set-Cookie");
        assertThat(cookies).hasSize(1);
        assertThat(cookies.getFirst())
                .matches("drydock-student=[0-9a-f]{64};.*")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
    }

    @Test
    void nothingOnAPageRunsThatThisServerDidNotSend() {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), LESSON);

        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        Document page = org.jsoup.Jsoup.parse(answer.body());
        for (Element script : page.select("script:not([src])")) {
            assertThat(policy).contains("'nonce-" + script.attr("nonce") + "'");
        }
        assertThat(page.select("[style]")).isEmpty();
        assertThat(page.getAllElements().stream().flatMap(each -> each.attributes().asList().stream()))
                .noneMatch(attribute -> attribute.getKey().startsWith("on"));
    }

    @Test
    void everyNonceIsNew() {
        HttpClient browser = PagesFixture.browser();

        assertThat(policy(browser)).isNotEqualTo(policy(browser));
    }

    private static String policy(HttpClient browser) {
        return pages.get(browser, "/")
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, 404, No such page",
        "/lessons/nothing, 404, No such page",
        "/lessons/nothing?lang=zh-CN, 404, 没有这个页面",
        "/courses/nothing/certificate, 404, No such page",
        "/static/js/nothing.js, 404, No such page",
        "/lab/live, 404, No such page"
    })
    void aPageThatIsNotThereSaysSo(String path, int status, String title) {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(org.jsoup.Jsoup.parse(answer.body()).select("h1").text()).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../../etc/passwd",
                "/static/%2e%2e/application",
                "/static/..%2f..%2fetc/passwd",
                "/static/js/"
            })
    void nothingButThePagesFilesIsServed(String path) {
        assertThat(pages.get(PagesFixture.browser(), path).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @CsvSource({
        "/static/js/pages/lesson.js, text/javascript",
        "/static/vendor/xterm.js, text/javascript",
        "/static/css/tokens.css, text/css",
        "/static/favicon.svg, image/svg+xml"
    })
    void filesHaveTheirTypes(String path, String type) {
        HttpResponse<String> answer = pages.get(PagesFixture.browser(), path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1.evil.example", "https://127.0.0.1"})
    void aRequestThatChangesSomethingMustComeFromAPageOfThisServer(String origin) {
        HttpRequest.Builder request = HttpRequest.newBuilder(pages.address("/"))
                .header("Origin", origin)
                .POST(BodyPublishers.noBody());

        assertThat(PagesFixture.send(PagesFixture.browser(), request).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aRequestThatNothingTakesIsRefused() {
        HttpRequest.Builder request = HttpRequest.newBuilder(pages.address("/"))
                .header("Origin", pages.origin())
                .POST(BodyPublishers.noBody());

        assertThat(PagesFixture.send(PagesFixture.browser(), request).statusCode())
                .isEqualTo(405);
    }
}
