package dev.drydock.web.live;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import dev.drydock.web.student.KeptProgress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.nodes.Document;

/** A student who has opened the lesson {@code mine} of a test, on simulated lab hosts. */
record LessonVisit(PagesFixture pages, HttpClient browser) implements AutoCloseable {
    private static final String LESSON = "mine";

    /**
     * Opens the lesson.
     *
     * @param directory for what the server keeps, and what else the test likes
     * @param hosts how many lab hosts the student may have
     */
    static LessonVisit open(Path directory, int hosts, Path content) throws IOException {
        PagesFixture pages = PagesFixture.withRules(Files.createDirectories(directory.resolve("run")), hosts, content);
        HttpClient browser = PagesFixture.browser();
        pages.get(browser, "/lessons/" + LESSON);
        return new LessonVisit(pages, browser);
    }

    SocketClient connect(String path) {
        return SocketClient.connect(browser, pages.socketAddress(path), pages.origin());
    }

    Document page(String language) {
        return pages.page(browser, "/lessons/" + LESSON + "?lang=" + language);
    }

    KeptProgress kept() {
        return pages.onlyProgress(new LessonId(LESSON));
    }

    @Override
    public void close() {
        pages.close();
    }
}
