package dev.drydock.web.student;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.variable.Values;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PersonalLessonsTest {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Lesson EXERCISE = lesson("final-exercise");

    private final InMemoryProgressStore progress = new InMemoryProgressStore();

    private static Lesson lesson(String id) {
        return Courses.load(Path.of("../content")).courses().stream()
                .flatMap(course -> course.find(new LessonId(id)).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Student student() {
        return new Student(new StudentId(new RandomIds().next()), new LabId("lab-1"), MORNING);
    }

    private Values values(InMemoryProgressStore store, Student student, Instant now) {
        return new PersonalLessons(store, () -> now, Optional.empty())
                .open(student, EXERCISE)
                .lesson()
                .values();
    }

    @Test
    void aStudentKeepsTheirValues() {
        Student ann = student();

        Values morning = values(progress, ann, MORNING);
        assertThat(morning.words()).hasSize(5);
        assertThat(values(progress, ann, NOON)).isEqualTo(morning);
    }

    @Test
    void othersHaveOthers() {
        assertThat(values(progress, student(), MORNING)).isNotEqualTo(values(progress, student(), MORNING));
    }

    @Test
    void whoBeginsAnewGetsNewOnes() {
        Student ann = student();
        LessonId lesson = EXERCISE.id();
        Values morning = values(progress, ann, MORNING);

        progress.setBack(ann.id(), lesson, List.of(EXERCISE.steps().getLast().id()), NOON);
        assertThat(values(progress, ann, NOON)).isEqualTo(morning);
        progress.drawAnew(ann.id(), lesson, NOON);
        assertThat(values(progress, ann, NOON)).isNotEqualTo(morning);
    }

    @Test
    void aSeedGivesAllTheSame() {
        var lessons = new PersonalLessons(progress, () -> NOON, Optional.of("seed"));

        assertThat(lessons.open(student(), EXERCISE).lesson().values())
                .isEqualTo(lessons.open(student(), EXERCISE).lesson().values());
        assertThat(lessons.open(student(), EXERCISE).lesson().values())
                .isNotEqualTo(values(progress, student(), MORNING));
    }

    @Test
    void aLessonWithoutVariablesIsTheSameForAll() {
        Lesson hello = lesson("hello-world");

        assertThat(new PersonalLessons(progress, () -> NOON, Optional.empty())
                        .open(student(), hello)
                        .lesson())
                .isSameAs(hello);
    }
}
