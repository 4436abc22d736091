package dev.drydock.web.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of students and of their progress must do. */
public abstract class StoresContract {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00.123456789Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final LessonId LESSON = new LessonId("hello-world");
    private static final StepId STEP = new StepId("run");

    private final IdSource ids = new RandomIds();

    protected abstract Students students();

    protected abstract ProgressStore progress();

    private final SessionToken token = new SessionToken(ids.next());

    private Student added() {
        Student student = new Student(
                new StudentId(ids.next()), new LabId("lab-" + ids.next().substring(0, 12)), MORNING);
        students().add(student, token.digest());
        return student;
    }

    @Test
    void aStudentIsFoundByTheDigestOfTheirToken() {
        Student student = added();

        assertThat(students().find(token.digest())).contains(student);
        assertThat(students().find(new SessionToken(ids.next()).digest())).isEmpty();
    }

    @Test
    void aTokenServesOneStudentOnly() {
        added();

        assertThatThrownBy(this::added).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aLessonIsOpenedOnce() {
        StudentId student = added().id();

        assertThat(progress().open(student, LESSON, MORNING)).isEqualTo(new KeptProgress(MORNING, Map.of()));
        assertThat(progress().open(student, LESSON, NOON).openedAt()).isEqualTo(MORNING);
    }

    @Test
    void aStepIsDoneForTheFirstTimeOnly() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);

        progress().stepDone(student, LESSON, STEP, MORNING);
        progress().stepDone(student, LESSON, STEP, NOON);

        assertThat(progress().open(student, LESSON, NOON).doneAt()).isEqualTo(Map.of(STEP, MORNING));
    }

    @Test
    void aWrongAnswerIsCountedOnceForEachMoment() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        var backwards = new WrongAnswerKey(STEP, new WrongId("backwards"));
        var foreground = new WrongAnswerKey(STEP, new WrongId("foreground"));

        progress().wrongGiven(student, LESSON, backwards, MORNING);
        progress().wrongGiven(student, LESSON, backwards, MORNING);
        progress().wrongGiven(student, LESSON, backwards, NOON);
        progress().wrongGiven(student, LESSON, backwards, MORNING);
        progress().wrongGiven(student, LESSON, foreground, NOON);

        assertThat(progress().open(student, LESSON, NOON).wrong()).isEqualTo(Map.of(backwards, 2, foreground, 1));
        assertThat(progress().open(student, LESSON, NOON).doneAt()).isEmpty();
    }

    @Test
    void studentsAndLessonsDoNotMix() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        progress().stepDone(student, LESSON, STEP, MORNING);

        assertThat(progress().open(student, new LessonId("other"), NOON).doneAt())
                .isEmpty();
    }
}
