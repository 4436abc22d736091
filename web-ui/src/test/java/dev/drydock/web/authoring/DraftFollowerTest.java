package dev.drydock.web.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.Draft;
import dev.drydock.lessons.format.NewLesson;
import dev.drydock.web.shelf.LessonShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DraftFollowerTest {
    private static final int FOR_EVER = Integer.MAX_VALUE;

    @TempDir
    private Path course;

    private final Told changes = new Told();
    private final BlockingQueue<Courses> read = new LinkedBlockingQueue<>();
    private Path english;
    private LessonShelf shelf;
    private DraftFollower follower;

    /** Changes that a test tells of: each is a burst of so many, and then it is quiet. */
    private static final class Told implements Changes {
        private final BlockingQueue<Integer> bursts = new LinkedBlockingQueue<>();
        private int left;

        @Override
        public void await() throws InterruptedException {
            left = bursts.take();
            left -= left == FOR_EVER ? 0 : 1;
            if (left < 0) {
                throw new InterruptedException("closed");
            }
        }

        @Override
        public boolean await(Duration most) {
            left -= left == FOR_EVER ? 0 : 1;
            return left >= 0;
        }

        @Override
        public void close() {
            bursts.add(0);
        }
    }

    @BeforeEach
    void follow() throws IOException {
        Files.writeString(course.resolve("course.yaml"), "title: {en: a, zh-CN: b}\n");
        Path lesson = NewLesson.write(course, "mine");
        english = lesson.resolve("text.en.md");
        Draft draft = Draft.open(lesson, Path.of("../content")).orElseThrow();
        shelf = LessonShelf.ofDraft(draft.read());
        follower = new DraftFollower(draft, shelf, changes, read::add);
        follower.start();
    }

    @AfterEach
    void end() {
        follower.close();
    }

    private String title() {
        return shelf.find("mine").orElseThrow().title(Locale.ENGLISH);
    }

    @Test
    void whatWasSavedInSeveralStepsIsReadOnceAndPutOnTheShelf() throws Exception {
        Files.writeString(english, Files.readString(english).replaceFirst("^# .*", "# Another"));
        changes.bursts.add(7);
        assertThat(read.take().problems()).isEmpty();
        assertThat(title()).isEqualTo("Another");

        Files.writeString(english, "# Without a step\n");
        changes.bursts.add(1);
        assertThat(read.take().problems()).isNotEmpty();
        assertThat(title()).isEqualTo("Another");
        assertThat(shelf.contents().courses().problems()).isNotEmpty();
        assertThat(shelf.contents().revision()).isEqualTo(3);
        assertThat(read).isEmpty();
    }

    @Test
    void whoeverWritesWithoutAPauseIsFollowedAllTheSame() throws Exception {
        changes.bursts.add(FOR_EVER);

        assertThat(read.take().problems()).isEmpty();
    }
}
