package dev.drydock.web.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.lessons.variable.VariableId;
import dev.drydock.web.student.KeptAttempts.HintKey;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of students and of their progress must do. */
public abstract class StoresContract {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00.123456789Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final LessonId LESSON = new LessonId("hello-world");
    private static final StepId STEP = new StepId("run");
    private static final QuizId QUIZ = new QuizId("kernel");

    private final IdSource ids = new RandomIds();

    protected abstract Students students();

    protected abstract ProgressStore progress();

    protected abstract AttemptStore attempts();

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
    void lookingOpensNothing() {
        StudentId student = added().id();
        assertThat(progress().find(student, LESSON)).isEmpty();

        progress().open(student, LESSON, MORNING);
        assertThat(progress().find(student, LESSON)).contains(new KeptProgress(MORNING, Map.of()));
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
    void valuesAreDrawnFromTheMomentOfOpeningUntilTheyAreDrawnAnew() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        assertThat(progress().drawnAt(student, LESSON)).isEqualTo(MORNING);

        progress().setBack(student, LESSON, List.of(STEP), NOON);
        assertThat(progress().drawnAt(student, LESSON)).isEqualTo(MORNING);
        progress().drawAnew(student, LESSON, NOON);
        assertThat(progress().drawnAt(student, LESSON)).isEqualTo(NOON);
    }

    @Test
    void aStepThatIsLostIsDoneNoMoreAndKeepsItsTime() {
        StudentId student = added().id();
        StepId other = new StepId("other");
        progress().open(student, LESSON, MORNING);
        progress().stepDone(student, LESSON, STEP, MORNING);
        progress().stepDone(student, LESSON, other, MORNING);

        progress().stepLost(student, LESSON, STEP);
        progress().stepLost(student, LESSON, STEP);
        assertThat(progress().open(student, LESSON, NOON).doneAt()).isEqualTo(Map.of(other, MORNING));
        assertThat(progress().open(student, LESSON, NOON).lost()).isEqualTo(Map.of(STEP, MORNING));
        assertThat(progress().doneSteps(student)).isEqualTo(Map.of(LESSON, Set.of(other)));
        progress().stepDone(student, LESSON, STEP, NOON);
        assertThat(progress().open(student, LESSON, NOON).doneAt()).isEqualTo(Map.of(other, MORNING, STEP, MORNING));
        assertThat(progress().open(student, LESSON, NOON).lost()).isEmpty();

        progress().stepLost(student, LESSON, STEP);
        progress().setBack(student, LESSON, List.of(STEP), NOON);
        assertThat(progress().open(student, LESSON, NOON).lost()).isEmpty();
        assertThat(progress().earlierAttempts(student, LESSON))
                .containsExactly(new EarlierAttempt(MORNING, NOON, STEP, 1));
    }

    @Test
    void whatADoneStepTookDownIsKept() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        VariableId name = new VariableId("web-id");

        progress().stepDone(student, LESSON, STEP, MORNING, Map.of(name, "0123456789ab"));
        progress().stepDone(student, LESSON, STEP, NOON, Map.of(name, "late"));
        assertThat(progress().open(student, LESSON, NOON).captured()).isEqualTo(Map.of(name, "0123456789ab"));

        VariableId late = new VariableId("late");
        progress().stepDone(student, LESSON, STEP, NOON, Map.of(name, "late", late, "new"));
        assertThat(progress().open(student, LESSON, NOON).captured())
                .isEqualTo(Map.of(name, "0123456789ab", late, "new"));

        progress().stepDone(student, LESSON, new StepId("other"), NOON, Map.of(name, "x".repeat(255)));
        assertThat(progress().open(student, LESSON, NOON).captured()).containsEntry(name, "x".repeat(255));
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
    void aCountFromElsewhereIsTakenOverWhereNothingWasCounted() {
        StudentId student = opened();
        var backwards = new WrongAnswerKey(STEP, new WrongId("backwards"));
        var foreground = new WrongAnswerKey(STEP, new WrongId("foreground"));
        progress().wrongGiven(student, LESSON, foreground, MORNING);

        progress().wrongCounted(student, LESSON, backwards, 7, NOON);
        progress().wrongCounted(student, LESSON, backwards, 9, NOON);
        progress().wrongCounted(student, LESSON, foreground, 9, NOON);
        progress().wrongGiven(student, LESSON, backwards, NOON);
        assertThat(progress().open(student, LESSON, NOON).wrong()).isEqualTo(Map.of(backwards, 7, foreground, 1));

        progress().wrongGiven(student, LESSON, backwards, NOON.plusSeconds(1));
        assertThat(progress().open(student, LESSON, NOON).wrong()).isEqualTo(Map.of(backwards, 8, foreground, 1));
    }

    @Test
    void studentsAndLessonsDoNotMix() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        progress().stepDone(student, LESSON, STEP, MORNING);

        assertThat(progress().open(student, new LessonId("other"), NOON).doneAt())
                .isEmpty();
    }

    private StudentId opened() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        return student;
    }

    private static QuizProgress wrong(int attempts, String given) {
        return new QuizProgress(attempts, given, List.of(AnswerId.OTHER), Optional.empty());
    }

    @Test
    void theDoneStepsOfAllOpenedLessonsAreThereAtOnce() {
        StudentId ann = added().id();
        assertThat(progress().doneSteps(ann)).isEmpty();
        LessonId untouched = new LessonId("untouched");
        StepId second = new StepId("second");
        progress().open(ann, LESSON, MORNING);
        progress().open(ann, untouched, MORNING);
        progress().stepDone(ann, LESSON, STEP, NOON);
        progress().stepDone(ann, LESSON, second, NOON);

        assertThat(progress().doneSteps(ann)).isEqualTo(Map.of(LESSON, Set.of(STEP, second), untouched, Set.of()));
        assertThat(progress().doneSteps(new StudentId(ids.next()))).isEmpty();
    }

    @Test
    void answersAreKept() {
        StudentId student = opened();
        assertThat(attempts().of(student, LESSON)).isEqualTo(KeptAttempts.NONE);

        attempts().answered(student, LESSON, QUIZ, wrong(1, "'; DROP TABLE student; --"));
        assertThat(attempts().of(student, LESSON).quizzes())
                .isEqualTo(Map.of(QUIZ, wrong(1, "'; DROP TABLE student; --")));
        QuizProgress right = new QuizProgress(2, "七", List.of(new AnswerId("a"), new AnswerId("b")), Optional.of(NOON));
        attempts().answered(student, LESSON, QUIZ, right);

        assertThat(attempts().of(student, LESSON).quizzes()).isEqualTo(Map.of(QUIZ, right));
        assertThat(attempts().of(student, new LessonId("other"))).isEqualTo(KeptAttempts.NONE);
    }

    @Test
    void aRightAnswerStays() {
        StudentId student = opened();
        QuizProgress right = new QuizProgress(1, "a", List.of(new AnswerId("a")), Optional.of(MORNING));

        attempts().answered(student, LESSON, QUIZ, right);
        attempts().answered(student, LESSON, QUIZ, wrong(1, "b"));

        assertThat(attempts().of(student, LESSON).quizzes()).isEqualTo(Map.of(QUIZ, right));
    }

    @Test
    void theLongestAnswersAreKept() {
        StudentId student = opened();
        String given = "\uD83D\uDC33".repeat(100);

        attempts().answered(student, LESSON, QUIZ, wrong(1, given));

        assertThat(attempts().of(student, LESSON).quizzes().get(QUIZ)).isEqualTo(wrong(1, given));
    }

    @Test
    void openedHintsAreKeptOnce() {
        StudentId student = opened();
        HintKey first = new HintKey(STEP, 1);

        attempts().hintOpened(student, LESSON, first, MORNING);
        attempts().hintOpened(student, LESSON, first, NOON);

        assertThat(attempts().of(student, LESSON).hints()).containsExactly(first);
    }

    @Test
    void answersThatAreTakenBackMayBeGivenAgain() {
        StudentId student = opened();
        QuizProgress right = new QuizProgress(1, "a", List.of(new AnswerId("a")), Optional.of(MORNING));
        QuizId other = new QuizId("other");
        attempts().answered(student, LESSON, QUIZ, right);
        attempts().answered(student, LESSON, other, right);

        attempts().forget(student, LESSON, List.of());
        assertThat(attempts().of(student, LESSON).quizzes()).hasSize(2);
        attempts().forget(student, LESSON, List.of(QUIZ));
        assertThat(attempts().of(student, LESSON).quizzes()).isEqualTo(Map.of(other, right));
    }

    @Test
    void stepsThatAreTakenBackAreOpenAgainAndWhatWasIsKnown() {
        StudentId student = added().id();
        StepId other = new StepId("look");
        progress().open(student, LESSON, MORNING);
        progress().stepDone(student, LESSON, STEP, MORNING);
        progress().stepDone(student, LESSON, other, MORNING);
        progress().solutionAsked(student, LESSON, other, MORNING);

        progress().setBack(student, LESSON, List.of(other), NOON);

        KeptProgress kept = progress().open(student, LESSON, MORNING);
        assertThat(kept.doneAt()).isEqualTo(Map.of(STEP, MORNING));
        assertThat(kept.openedAt()).isEqualTo(NOON);
        assertThat(progress().solutionsAsked(student, LESSON)).isEmpty();
        assertThat(progress().earlierAttempts(student, LESSON))
                .containsExactly(new EarlierAttempt(MORNING, NOON, other, 2));
        progress().setBack(student, LESSON, List.of(STEP, other), NOON.plusSeconds(1));
        assertThat(progress().open(student, LESSON, MORNING).doneAt()).isEmpty();
        assertThat(progress().earlierAttempts(student, LESSON))
                .containsExactly(
                        new EarlierAttempt(MORNING, NOON, other, 2),
                        new EarlierAttempt(NOON, NOON.plusSeconds(1), STEP, 1));
    }

    @Test
    void whoseSolutionWasAskedForIsKnown() {
        StudentId student = added().id();
        progress().open(student, LESSON, MORNING);
        assertThat(progress().solutionsAsked(student, LESSON)).isEmpty();

        progress().solutionAsked(student, LESSON, STEP, MORNING);
        progress().solutionAsked(student, LESSON, STEP, NOON);

        assertThat(progress().solutionsAsked(student, LESSON)).containsExactly(STEP);
        assertThat(progress().solutionsAsked(student, new LessonId("other"))).isEmpty();
    }
}
