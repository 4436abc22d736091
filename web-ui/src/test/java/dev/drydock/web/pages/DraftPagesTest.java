package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.LessonProblem;
import dev.drydock.web.shelf.LessonShelf;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages have of lessons that are being written; what scripts make of it is seen in a browser. */
class DraftPagesTest {
    private static final Courses SHIPPED = Courses.load(Path.of("../content"));

    @TempDir
    private Path directory;

    private final LessonShelf shelf = LessonShelf.ofDraft(new Courses(
            SHIPPED.courses(), SHIPPED.glossary(), List.of(new LessonProblem("text.en.md", 3, "a <b> is no word"))));
    private final HttpClient browser = PagesFixture.browser();
    private PagesFixture pages;

    @BeforeEach
    void start() {
        pages = PagesFixture.with(directory, shelf);
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void everyPageSaysWhatIsWrongAndTakesLessonsFromTheShelf() {
        for (String path :
                List.of("/", "/lessons/hello-world", "/lessons/none", "/courses/docker-basics/certificate")) {
            Document page = pages.page(browser, path);
            assertThat(page.select("[data-draft]").attr("data-revision")).isEqualTo("1");
            assertThat(page.select("[data-draft] ul li").text()).isEqualTo("text.en.md:3 a <b> is no word");
            assertThat(page.select("[data-draft-fine]").hasAttr("hidden")).isTrue();
        }
        shelf.put(new Courses(List.of(), Glossary.EMPTY, List.of()));

        assertThat(pages.get(browser, "/lessons/hello-world").statusCode()).isEqualTo(404);
        Document page = pages.page(browser, "/");
        assertThat(page.select(".lessons")).isEmpty();
        assertThat(page.select("[data-draft]").attr("data-revision")).isEqualTo("2");
        assertThat(page.select("[data-draft-wrong]").hasAttr("hidden")).isTrue();
    }

    /** Browsers send cookies to all ports of a machine. */
    @Test
    void itsCookieTakesNoOtherServersPlace() {
        String cookie = pages.get(browser, "/lessons/hello-world").headers().allValues("Set-Cookie").stream()
                .filter(each -> !each.startsWith("drydock-language"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie)
                .matches("drydock-draft-[0-9a-f]{8}=[0-9a-f]{64};.*")
                .doesNotContain("Max-Age")
                .doesNotContain("Expires");
    }

    @Test
    void studentsPagesHaveNothingOfIt() {
        try (PagesFixture usual = new PagesFixture(directory.resolve("usual"))) {
            assertThat(usual.page(browser, "/lessons/hello-world").select("[data-draft]"))
                    .isEmpty();
        }
    }
}
