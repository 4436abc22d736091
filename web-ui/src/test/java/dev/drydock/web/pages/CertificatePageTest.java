package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.format.Courses;
import dev.drydock.web.language.Language;
import dev.drydock.web.pages.CertificatePage.DoneLesson;
import dev.drydock.web.pages.CertificatePage.Way;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificatePageTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-02T23:30:00Z");
    private static final Course COURSE =
            Courses.load(Path.of("../content")).courses().getFirst();
    private static final Lesson FIRST = COURSE.lessons().getFirst();
    private static final Lesson SECOND = COURSE.lessons().get(1);
    private final Map<LessonId, Way> ways = new HashMap<>();

    private CertificatePage page(Language language) {
        return CertificatePage.of(
                Frame.of(language, "nonce", "/"), COURSE, lesson -> Optional.ofNullable(ways.get(lesson)));
    }

    /** Does the steps, the last one at this time. */
    private static Map<StepId, Instant> done(Lesson lesson, int steps, Instant last) {
        Map<StepId, Instant> done = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            done.put(lesson.steps().get(step).id(), step == steps - 1 ? last : MARCH);
        }
        return done;
    }

    @Test
    void showsWhatIsDoneAndNothingElse() {
        ways.put(FIRST.id(), new Way(done(FIRST, FIRST.steps().size(), APRIL), Set.of()));
        ways.put(SECOND.id(), new Way(done(SECOND, SECOND.steps().size() - 1, APRIL), Set.of()));
        CertificatePage page = page(Language.ENGLISH);

        assertThat(page.done())
                .containsExactly(new DoneLesson(
                        "010", "Why containers", "April 2, 2026", FIRST.steps().size(), 0));
        assertThat(page.isComplete()).isFalse();
        assertThat(page.lessons()).isEqualTo(COURSE.lessons().size());
    }

    @Test
    void speaksTheReadersLanguage() {
        ways.put(FIRST.id(), new Way(done(FIRST, FIRST.steps().size(), APRIL), Set.of()));

        assertThat(page(Language.CHINESE).done()).extracting(DoneLesson::date).containsExactly("2026年4月2日");
    }

    @Test
    void tellsOfStepsThatTheSolutionDid() {
        Set<StepId> skipped = Set.of(FIRST.steps().getFirst().id(), new StepId("of-an-older-lesson"));
        ways.put(FIRST.id(), new Way(done(FIRST, FIRST.steps().size(), APRIL), skipped));

        assertThat(page(Language.ENGLISH).done())
                .extracting(DoneLesson::skipped)
                .containsExactly(1);
        assertThat(page(Language.ENGLISH).skipped()).isOne();
    }

    @Test
    void isCompleteWithAllLessons() {
        List<Lesson> lessons = COURSE.lessons();
        lessons.forEach(lesson ->
                ways.put(lesson.id(), new Way(done(lesson, lesson.steps().size(), APRIL), Set.of())));

        assertThat(page(Language.ENGLISH).isComplete()).isTrue();
    }

    @Test
    void whoHasDoneNothingHasAnEmptyOne() {
        assertThat(page(Language.ENGLISH).done()).isEmpty();
    }
}
