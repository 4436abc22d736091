package dev.drydock.lessons.progress;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.progress.LessonRunTest.lesson;
import static dev.drydock.lessons.progress.LessonRunTest.madeInStep;
import static dev.drydock.lessons.progress.LessonRunTest.step;
import static dev.drydock.lessons.progress.LessonRunTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.Sight;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that open again: {@code base} asks for a container that has to stay. */
class KeepTest {
    private static final StepId BASE = new StepId("base");
    private static final StepId NEXT = new StepId("next");
    private static final StepId LAST = new StepId("last");
    private static final Container A = container("a", "x", 1, created());
    private static final Container B = container("b", "x", 2, created());
    private static final Container C = container("c", "x", 3, created());

    private static final Lesson LESSON = lesson(
            notKept(BASE, madeInStep("a")),
            step(NEXT, Optional.empty(), madeInStep("b")),
            step(LAST, Optional.empty(), madeInStep("c")));

    private static Step notKept(StepId id, Check check) {
        return new Step(
                id,
                Optional.empty(),
                text("t"),
                text("x"),
                check,
                false,
                List.of(),
                List.of(),
                Solution.of("true"),
                Map.of(),
                List.of());
    }

    private static LessonProgress advance(LessonProgress progress, int now, Container... containers) {
        return new LessonRun(LESSON, progress).advance(FakeEngineView.with(containers), at(now));
    }

    private static LessonProgress begun(int now, Container... containers) {
        return advance(LessonProgress.begin(LESSON, Given.STEP), now, containers);
    }

    private static List<StepStatus> statuses(LessonProgress progress) {
        return progress.steps().stream().map(StepProgress::status).toList();
    }

    private static String reason(LessonProgress progress, StepId step) {
        return progress.find(step).orElseThrow().reason(Locale.ENGLISH).orElseThrow();
    }

    @Test
    void aStepOpensAgainWhenItsCheckIsMetNoMore() {
        LessonProgress lost = advance(begun(5, B, A), 6, B);

        assertThat(statuses(lost)).containsExactly(StepStatus.OPEN, StepStatus.DONE, StepStatus.WAITING);
        assertThat(reason(lost, BASE)).isEqualTo("There is no container named a yet.");
        assertThat(reason(lost, LAST)).isEqualTo("Step 1 comes first.");
        assertThat(lost.doneAt()).isEqualTo(Map.of(NEXT, at(2)));
    }

    @Test
    void itStaysDoneWithItsTimeAsLongAsItsCheckIsMet() {
        // Another one of that name, made before anybody looked.
        assertThat(advance(begun(5, A), 9, container("a", "x", 7, created())).doneAt())
                .isEqualTo(Map.of(BASE, at(1)));
    }

    @Test
    void onceItIsMetAgainNothingIsLostOfWhatWasDoneMeanwhile() {
        LessonProgress lost = advance(begun(5, B, A), 6, B);
        assertThat(lost.lost()).isEqualTo(Map.of(BASE, at(1)));
        assertThat(advance(lost, 7, B).lost()).isEqualTo(Map.of(BASE, at(1)));

        LessonProgress again = advance(lost, 8, container("a", "x", 7, created()), C, B);
        assertThat(again.isDone()).isTrue();
        assertThat(again.doneAt()).isEqualTo(Map.of(BASE, at(1), NEXT, at(2), LAST, at(3)));
        assertThat(again.lost()).isEmpty();
    }

    @Test
    void whatIsKeptOfALostStepIsItsTime() {
        LessonProgress kept =
                LessonProgress.restore(LESSON, Given.STEP, Map.of(NEXT, at(2))).losing(Map.of(BASE, at(1)));

        assertThat(statuses(kept)).containsExactly(StepStatus.OPEN, StepStatus.DONE, StepStatus.WAITING);
        assertThat(advance(kept, 8, container("a", "x", 7, created())).doneAt()).containsEntry(BASE, at(1));
    }

    @Test
    void whenTheLessonIsDoneNothingOpensAgain() {
        LessonProgress done = begun(5, C, B, A);
        assertThat(done.isDone()).isTrue();

        assertThat(advance(done, 9).isDone()).isTrue();
        assertThat(advance(LessonProgress.restore(LESSON, Given.STEP, done.doneAt()), 9)
                        .isDone())
                .isTrue();
    }

    @Test
    void aStepThatIsKeptStaysDone() {
        assertThat(statuses(advance(begun(5, B, A), 6, A)))
                .containsExactly(StepStatus.DONE, StepStatus.DONE, StepStatus.OPEN);
    }

    @Test
    void aStepWhoseNeedIsLostAsWellWaitsForIt() {
        Lesson lesson = lesson(
                notKept(BASE, madeInStep("a")),
                notKept(NEXT, madeInStep("b")),
                step(LAST, Optional.empty(), madeInStep("c")));
        LessonProgress kept = LessonProgress.restore(lesson, Given.STEP, Map.of(BASE, at(1), NEXT, at(2)));

        LessonProgress lost = new LessonRun(lesson, kept).advance(FakeEngineView.EMPTY, at(9));

        assertThat(statuses(lost)).containsExactly(StepStatus.OPEN, StepStatus.WAITING, StepStatus.WAITING);
    }

    @Test
    void whatWasNotLookedAtIsAsItWas() {
        Look look = new Look.AtCommand("true");
        Lesson lesson = lesson(
                notKept(BASE, new OfCommand(new Look.AtCommand("true"), NumberTest.parse("0"), Optional.empty())),
                step(NEXT, Optional.empty(), madeInStep("b")));
        LessonRun run = new LessonRun(lesson, LessonProgress.restore(lesson, Given.STEP, Map.of(BASE, at(1))));

        assertThat(run.looks(FakeEngineView.EMPTY)).containsExactly(look);
        assertThat(run.advance(FakeEngineView.EMPTY, at(9)).doneAt()).containsOnlyKeys(BASE);
        assertThat(advance(run, look, new Sight.Failed("no")).doneAt()).containsOnlyKeys(BASE);
        assertThat(advance(run, look, new Sight.OfCommand(Optional.of(0), "")).doneAt())
                .containsOnlyKeys(BASE);
        assertThat(advance(run, look, new Sight.OfCommand(Optional.of(1), "")).doneAt())
                .isEmpty();
    }

    private static LessonProgress advance(LessonRun run, Look look, Sight sight) {
        return run.advance(FakeEngineView.EMPTY, new Sights(Map.of(look, sight)), at(9));
    }
}
