package dev.drydock.lessons.progress;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.check.Given.exited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Capture;
import dev.drydock.lessons.check.Capture.ContainerProperty;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.Check.OfContainer;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.Sight;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.Translated;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.quiz.Marked;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.VariableId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LessonRunTest {
    private static final StepId ONE = new StepId("one");
    private static final StepId TWO = new StepId("two");
    private static final StepId THREE = new StepId("three");

    private static final Lesson LESSON =
            lesson(step(ONE, madeInStep("a")), step(TWO, madeInStep("b")), step(THREE, new Not(named("a", false))));

    static Translated text(String text) {
        return new Translated(Messages.LOCALES.stream().collect(Collectors.toMap(locale -> locale, _ -> text)));
    }

    private static Step step(StepId id, Check check) {
        return step(id, Optional.empty(), check);
    }

    static Step step(StepId id, Optional<Set<StepId>> needs, Check check) {
        return new Step(
                id,
                needs,
                text("t"),
                text("x"),
                check,
                true,
                List.of(),
                List.of(),
                Solution.of("true"),
                Map.of(),
                List.of());
    }

    static Lesson lesson(Step... steps) {
        return new Lesson(
                new LessonId("l"),
                1,
                text("t"),
                text(""),
                5,
                1,
                List.of(),
                List.of(steps),
                Set.of(),
                Values.NONE,
                Values.NONE,
                Optional.empty());
    }

    static OfContainer madeInStep(String name) {
        return named(name, true);
    }

    private static OfContainer named(String name, boolean inStep) {
        return new OfContainer(
                Optional.of(new TextPattern(name)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                inStep,
                false,
                NumberTest.SOME,
                List.of(),
                List.of());
    }

    private static LessonProgress opened() {
        return LessonProgress.begin(LESSON, Given.STEP);
    }

    private static LessonProgress advance(LessonProgress progress, int now, Container... containers) {
        return new LessonRun(LESSON, progress).advance(FakeEngineView.with(containers), at(now));
    }

    private static List<StepStatus> statuses(LessonProgress progress) {
        return progress.steps().stream().map(StepProgress::status).toList();
    }

    @Test
    void beginsWithTheFirstStepOpen() {
        assertThat(statuses(opened())).containsExactly(StepStatus.OPEN, StepStatus.WAITING, StepStatus.WAITING);
        assertThat(opened().isDone()).isFalse();
    }

    @Test
    void openStepSaysWhatIsMissing() {
        LessonProgress progress = advance(opened(), 9);

        assertThat(progress.find(ONE).orElseThrow().reason(Locale.SIMPLIFIED_CHINESE))
                .contains("还没有名为 a 的容器。");
        assertThat(progress.find(TWO).orElseThrow().reason(Locale.ENGLISH)).contains("Step 1 comes first.");
        assertThat(progress.find(THREE).orElseThrow().reason(Locale.SIMPLIFIED_CHINESE))
                .contains("先完成第 1 步。");
    }

    @Test
    void doneStepOpensTheNext() {
        LessonProgress progress = advance(opened(), 9, container("a", "x", 3, created()));

        assertThat(statuses(progress)).containsExactly(StepStatus.DONE, StepStatus.OPEN, StepStatus.WAITING);
        assertThat(progress.doneAt()).isEqualTo(Map.of(ONE, at(3)));
        assertThat(progress.find(TWO).orElseThrow().reason(Locale.ENGLISH)).isPresent();
    }

    @Test
    void fastTypistLosesNothing() {
        // Both were made before anyone looked: b came after a, so it lies in the second step.
        LessonProgress progress =
                advance(opened(), 9, container("b", "x", 4, created()), container("a", "x", 3, created()));

        assertThat(statuses(progress)).containsExactly(StepStatus.DONE, StepStatus.DONE, StepStatus.OPEN);
        assertThat(progress.doneAt()).containsEntry(TWO, at(4));
    }

    @Test
    void workForALaterStepDoesNotCountBeforeItsTurn() {
        LessonProgress progress =
                advance(opened(), 9, container("a", "x", 4, created()), container("b", "x", 3, created()));

        assertThat(statuses(progress)).containsExactly(StepStatus.DONE, StepStatus.OPEN, StepStatus.WAITING);
        assertThat(progress.find(TWO).orElseThrow().reason(Locale.ENGLISH))
                .contains("The container b was made before this step began. Make a new one.");
    }

    @Test
    void doneStaysDone() {
        LessonProgress done = advance(opened(), 9, container("a", "x", 3, created()));

        assertThat(advance(done, 10).doneAt()).isEqualTo(Map.of(ONE, at(3)));
    }

    @Test
    void effectWithoutATimeIsDatedNow() {
        LessonProgress two = advance(opened(), 9, container("b", "x", 4, created()), container("a", "x", 3, created()));
        LessonProgress three = advance(two, 12, container("b", "x", 4, created()));

        assertThat(three.isDone()).isTrue();
        assertThat(three.doneAt()).containsEntry(THREE, at(12));
    }

    @Test
    void levelThatHeldBeforeIsDoneWhenTheStepBegins() {
        Lesson lesson = lesson(step(ONE, levelExited()), step(TWO, madeInStep("b")));
        EngineView view = FakeEngineView.with(container("a", "x", -9, exited(0, -8)));
        LessonProgress progress = new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP)).advance(view, at(5));

        assertThat(progress.doneAt()).isEqualTo(Map.of(ONE, Given.STEP));
    }

    private static OfContainer levelExited() {
        return new OfContainer(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NumberTest.parse("0")),
                Optional.empty(),
                false,
                false,
                NumberTest.SOME,
                List.of(),
                List.of());
    }

    @Test
    void isRestoredFromTheTimesOfItsDoneSteps() {
        LessonProgress done = advance(opened(), 9, container("a", "x", 3, created()));

        assertThat(statuses(LessonProgress.restore(LESSON, done.openedAt(), done.doneAt())))
                .isEqualTo(statuses(done));
        assertThat(advance(LessonProgress.restore(LESSON, done.openedAt(), done.doneAt()), 9))
                .isEqualTo(advance(done, 9));
    }

    private static Lesson withWrong() {
        return lesson(new Step(
                ONE,
                Optional.empty(),
                text("t"),
                text("x"),
                madeInStep("a"),
                true,
                List.of(),
                List.of(),
                Solution.of("true"),
                Map.of(),
                List.of(wrong("b"), wrong("c"))));
    }

    private static WrongAnswer wrong(String name) {
        return new WrongAnswer(new WrongId(name), madeInStep(name), text("w"), Solution.of("true"), List.of());
    }

    private static Optional<WrongSeen> wrongSeen(Container... containers) {
        Lesson lesson = withWrong();
        return new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP))
                .advance(FakeEngineView.with(containers), at(9))
                .find(ONE)
                .orElseThrow()
                .wrong();
    }

    @Test
    void aWrongAnswerIsSeenWhileTheStepIsOpen() {
        Container old = container("b", "x", -1, created());
        Container b = container("b", "x", 4, created());
        Container c = container("c", "x", 3, created());

        assertThat(wrongSeen()).isEmpty();
        assertThat(wrongSeen(old)).isEmpty();
        assertThat(wrongSeen(c)).contains(new WrongSeen(new WrongId("c"), Optional.of(at(3))));
        assertThat(wrongSeen(c, b)).contains(new WrongSeen(new WrongId("b"), Optional.of(at(4))));
        assertThat(wrongSeen(c, b, container("a", "x", 5, created()))).isEmpty();
    }

    @Test
    void aWrongAnswerMayNeedALook() {
        var look = new Look.AtCommand("true");
        var command = new OfCommand(look, NumberTest.parse("0"), Optional.empty());
        var wrong = new WrongAnswer(new WrongId("b"), command, text("w"), Solution.of("true"), List.of());
        Lesson lesson = lesson(new Step(
                ONE,
                Optional.empty(),
                text("t"),
                text("x"),
                madeInStep("a"),
                true,
                List.of(),
                List.of(),
                Solution.of("true"),
                Map.of(),
                List.of(wrong)));
        LessonRun run = new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP));
        Sights sights = new Sights(Map.of(look, new Sight.OfCommand(Optional.of(0), "")));

        assertThat(run.looks(FakeEngineView.with(new Container[0]))).containsExactly(look);
        assertThat(run.advance(FakeEngineView.with(new Container[0]), sights, at(9))
                        .find(ONE)
                        .orElseThrow()
                        .wrong())
                .isPresent();
    }

    private static Step capturing(StepId id, String name, Capture capture) {
        return new Step(
                id,
                Optional.empty(),
                text("t"),
                text("x"),
                madeInStep(name),
                true,
                List.of(),
                List.of(),
                Solution.of("true"),
                Map.of(new VariableId("it"), capture),
                List.of());
    }

    private static Capture captured(String name, ContainerProperty property) {
        return new Capture.OfContainer(new TextPattern(name), property);
    }

    @Test
    void aStepTakesDownWhatItSaysAndLetsTheNextWait() {
        Lesson lesson = lesson(capturing(ONE, "a", captured("*", ContainerProperty.NAME)), step(TWO, madeInStep("b")));
        EngineView view = FakeEngineView.with(container("b", "x", 4, created()), container("a", "x", 3, created()));

        LessonProgress progress = new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP)).advance(view, at(9));
        assertThat(statuses(progress)).containsExactly(StepStatus.DONE, StepStatus.WAITING);
        assertThat(progress.find(ONE).orElseThrow().captured()).isEqualTo(Map.of(new VariableId("it"), "b"));
        assertThat(statuses(new LessonRun(lesson, progress).advance(view, at(9))))
                .containsExactly(StepStatus.DONE, StepStatus.DONE);
    }

    @Test
    void aStepIsNotDoneBeforeThereIsWhatItTakesDown() {
        Lesson lesson = lesson(capturing(ONE, "a", captured("a", ContainerProperty.PORT)));
        EngineView view = FakeEngineView.with(container("a", "x", 3, created()));

        LessonProgress progress = new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP)).advance(view, at(9));
        assertThat(progress.isDone()).isFalse();
        assertThat(progress.find(ONE).orElseThrow().reason(Locale.ENGLISH))
                .contains("The step is done as soon as the container a runs and has a published port.");
    }

    @Test
    void aStepThatTakesDownMoreThanItDidIsDoneOnceMore() {
        Lesson lesson = lesson(capturing(ONE, "a", captured("a", ContainerProperty.ID)));

        assertThat(statuses(LessonProgress.restore(lesson, Given.STEP, Map.of(ONE, at(1)))))
                .containsExactly(StepStatus.OPEN);
    }

    @Test
    void restoredProgressFitsAChangedLesson() {
        Map<StepId, Instant> kept = Map.of(new StepId("gone"), at(1), TWO, at(2));
        LessonProgress progress = LessonProgress.restore(LESSON, Given.STEP, kept);

        assertThat(statuses(progress)).containsExactly(StepStatus.OPEN, StepStatus.DONE, StepStatus.WAITING);
        assertThat(statuses(advance(progress, 9))).isEqualTo(statuses(progress));
        assertThat(statuses(advance(progress, 9, container("a", "x", 5, created()))))
                .containsExactly(StepStatus.DONE, StepStatus.DONE, StepStatus.OPEN);
    }

    private static final QuizId QUESTION = new QuizId("question");

    private static Quiz question(boolean isPrediction) {
        return new Quiz(
                QUESTION,
                Quiz.Kind.SINGLE,
                isPrediction,
                List.of(new Quiz.Answer(new AnswerId("a"), true, Optional.empty())));
    }

    private static Lesson asking(Check check, Quiz quiz) {
        Step step = new Step(
                ONE,
                Optional.empty(),
                text("t"),
                text("x"),
                check,
                true,
                List.of(quiz),
                List.of(),
                new Solution(List.of()),
                Map.of(),
                List.of());
        return lesson(step, step(TWO, madeInStep("b")));
    }

    private static LessonProgress answered(LessonProgress progress, int second) {
        return progress.with(
                Map.of(QUESTION, new QuizProgress(1, "a", List.of(new AnswerId("a")), Optional.of(at(second)))));
    }

    static LessonProgress run(Lesson lesson, LessonProgress progress, int now, Container... containers) {
        return new LessonRun(lesson, progress).advance(FakeEngineView.with(containers), at(now));
    }

    @Test
    void aStepIsDoneWhenItsQuestionIsAnsweredToo() {
        Lesson lesson = asking(madeInStep("a"), question(false));
        LessonProgress met =
                run(lesson, LessonProgress.begin(lesson, Given.STEP), 5, container("a", "i", 2, created()));

        assertThat(statuses(met)).containsExactly(StepStatus.OPEN, StepStatus.WAITING);
        assertThat(met.steps().getFirst().reason(Locale.ENGLISH))
                .contains("What was to be done is done. A question of this step waits for your answer.");

        // What was made is gone by now: it was there, and that is enough.
        LessonProgress after = run(lesson, answered(met, 7), 8);
        assertThat(after.doneAt()).isEqualTo(Map.of(ONE, at(2)));
    }

    @Test
    void anAnswerTakesNothingFromTheNextStep() {
        Lesson lesson = asking(madeInStep("a"), question(false));
        Container[] both = {container("a", "i", 2, created()), container("b", "i", 3, created())};
        LessonProgress met = run(lesson, LessonProgress.begin(lesson, Given.STEP), 5, both);

        assertThat(run(lesson, answered(met, 7), 8, both).isDone()).isTrue();
    }

    @Test
    void anAnswerAloneIsNotEnough() {
        Lesson lesson = asking(madeInStep("a"), question(false));

        LessonProgress after = run(lesson, answered(LessonProgress.begin(lesson, Given.STEP), 1), 5);

        assertThat(statuses(after)).containsExactly(StepStatus.OPEN, StepStatus.WAITING);
    }

    @Test
    void aPredictionIsWaitedForByNobody() {
        Lesson lesson = asking(madeInStep("a"), question(true));

        LessonProgress after =
                run(lesson, LessonProgress.begin(lesson, Given.STEP), 5, container("a", "i", 2, created()));

        assertThat(after.doneAt()).containsOnlyKeys(ONE);
    }

    @Test
    void aStepOfQuestionsIsDoneByAnswers() {
        Lesson lesson = asking(Step.NOTHING, question(false));
        LessonProgress opened = run(lesson, LessonProgress.begin(lesson, Given.STEP), 5);

        assertThat(statuses(opened)).containsExactly(StepStatus.OPEN, StepStatus.WAITING);
        assertThat(run(lesson, answered(opened, 7), 8).doneAt()).isEqualTo(Map.of(ONE, at(7)));
    }

    @Test
    void aStepWhoseSolutionWasAskedForWaitsForNoAnswer() {
        Lesson lesson = asking(madeInStep("a"), question(false));
        LessonProgress skipping = LessonProgress.begin(lesson, Given.STEP).skipping(Set.of(ONE));

        assertThat(statuses(run(lesson, skipping, 5))).containsExactly(StepStatus.OPEN, StepStatus.WAITING);
        LessonProgress after = run(lesson, skipping, 6, container("a", "i", 2, created()));
        assertThat(after.doneAt()).isEqualTo(Map.of(ONE, at(2)));
        assertThat(after.skipped()).containsExactly(ONE);
    }

    @Test
    void aStepOfQuestionsIsDoneWhenItsAnswersWereAskedFor() {
        Lesson lesson = asking(Step.NOTHING, question(false));

        LessonProgress after =
                run(lesson, LessonProgress.begin(lesson, Given.STEP).skipping(Set.of(ONE)), 5);
        assertThat(after.doneAt()).isEqualTo(Map.of(ONE, at(5)));
    }

    @Test
    void whoReadsAgainRemembersThatACheckWasMet() {
        Lesson lesson = asking(madeInStep("a"), question(false));
        LessonProgress opened = LessonProgress.begin(lesson, Given.STEP);
        LessonProgress met = run(lesson, opened, 5, container("a", "i", 2, created()));

        LessonProgress after = run(lesson, answered(opened.remembering(met), 7), 8);
        assertThat(after.doneAt()).isEqualTo(Map.of(ONE, at(2)));
    }

    @Test
    void whatWasAnsweredRightStaysRight() {
        Marked wrong = new Marked(Marked.Verdict.WRONG, List.of(new AnswerId("b")));
        Marked right = new Marked(Marked.Verdict.RIGHT, List.of(new AnswerId("a")));

        QuizProgress progress = QuizProgress.NONE.after("b", wrong, at(1)).after("a", right, at(2));

        assertThat(progress).isEqualTo(new QuizProgress(2, "a", List.of(new AnswerId("a")), Optional.of(at(2))));
        assertThat(progress.after("b", wrong, at(3))).isEqualTo(progress);
    }
}
