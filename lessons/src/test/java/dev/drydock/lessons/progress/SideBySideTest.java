package dev.drydock.lessons.progress;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.progress.LessonRunTest.lesson;
import static dev.drydock.lessons.progress.LessonRunTest.madeInStep;
import static dev.drydock.lessons.progress.LessonRunTest.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps that say what they need: {@code top} needs {@code left} and {@code right}, which need nothing. */
class SideBySideTest {
    private static final StepId LEFT = new StepId("left");
    private static final StepId RIGHT = new StepId("right");
    private static final StepId TOP = new StepId("top");
    private static final StepId END = new StepId("end");

    private static final Lesson LESSON = lesson(
            step(LEFT, Optional.of(Set.of()), madeInStep("l")),
            step(RIGHT, Optional.of(Set.of()), madeInStep("r")),
            step(TOP, Optional.of(Set.of(LEFT, RIGHT)), madeInStep("t")),
            step(END, Optional.empty(), madeInStep("e")));

    private static LessonProgress advance(Lesson lesson, LessonProgress progress, int now, Container... containers) {
        return new LessonRun(lesson, progress).advance(FakeEngineView.with(containers), at(now));
    }

    private static LessonProgress advance(int now, Container... containers) {
        return advance(LESSON, LessonProgress.begin(LESSON, Given.STEP), now, containers);
    }

    private static List<StepStatus> statuses(LessonProgress progress) {
        return progress.steps().stream().map(StepProgress::status).toList();
    }

    private static String reason(LessonProgress progress, StepId step) {
        return progress.find(step).orElseThrow().reason(Locale.ENGLISH).orElseThrow();
    }

    @Test
    void stepsThatNeedNothingAreOpenTogetherAndSayEachWhatIsMissing() {
        LessonProgress progress = advance(9);

        assertThat(statuses(progress))
                .containsExactly(StepStatus.OPEN, StepStatus.OPEN, StepStatus.WAITING, StepStatus.WAITING);
        assertThat(reason(progress, LEFT)).isEqualTo("There is no container named l yet.");
        assertThat(reason(progress, RIGHT)).isEqualTo("There is no container named r yet.");
        assertThat(reason(progress, TOP)).isEqualTo("Steps 1, 2 come first.");
        assertThat(reason(progress, END)).isEqualTo("Steps 1, 2 come first.");
    }

    @Test
    void theyAreDoneInAnyOrder() {
        LessonProgress progress = advance(9, container("r", "x", 3, created()));

        assertThat(statuses(progress))
                .containsExactly(StepStatus.OPEN, StepStatus.DONE, StepStatus.WAITING, StepStatus.WAITING);
        assertThat(reason(progress, TOP)).isEqualTo("Step 1 comes first.");
        assertThat(advance(LESSON, progress, 12, container("l", "x", 11, created()))
                        .doneAt())
                .isEqualTo(Map.of(RIGHT, at(3), LEFT, at(11)));
    }

    @Test
    void theNextOneBeginsWhenTheLastOfItsNeedsWasDone() {
        Container left = container("l", "x", 5, created());
        Container right = container("r", "x", 3, created());

        LessonProgress early = advance(9, container("t", "x", 4, created()), left, right);
        assertThat(statuses(early))
                .containsExactly(StepStatus.DONE, StepStatus.DONE, StepStatus.OPEN, StepStatus.WAITING);
        assertThat(reason(early, TOP)).isEqualTo("The container t was made before this step began. Make a new one.");
        assertThat(advance(9, container("t", "x", 6, created()), left, right).doneAt())
                .containsEntry(TOP, at(6));
    }

    @Test
    void whatIsKeptOfThemOpensTheSameStepsAgain() {
        LessonProgress kept = LessonProgress.restore(LESSON, Given.STEP, Map.of(LEFT, at(3)));

        assertThat(statuses(kept))
                .containsExactly(StepStatus.DONE, StepStatus.OPEN, StepStatus.WAITING, StepStatus.WAITING);
        assertThat(reason(kept, TOP)).isEqualTo("Step 2 comes first.");
    }

    @Test
    void aStepThatWasPutInBeforeIsDoneBeforeThoseThatFollow() {
        Lesson lesson = lesson(
                step(LEFT, Optional.empty(), madeInStep("l")),
                step(RIGHT, Optional.empty(), madeInStep("r")),
                step(TOP, Optional.empty(), madeInStep("t")));

        LessonProgress kept = LessonProgress.restore(lesson, Given.STEP, Map.of(RIGHT, at(3)));

        assertThat(statuses(kept)).containsExactly(StepStatus.OPEN, StepStatus.DONE, StepStatus.WAITING);
    }

    @Test
    void allOpenStepsAreLookedFor() {
        Lesson lesson = lesson(
                step(LEFT, Optional.of(Set.of()), command("left")),
                step(RIGHT, Optional.of(Set.of()), command("right")),
                step(TOP, Optional.empty(), command("top")));

        assertThat(new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP)).looks(FakeEngineView.EMPTY))
                .containsExactlyInAnyOrder(new Look.AtCommand("left"), new Look.AtCommand("right"));
    }

    private static OfCommand command(String line) {
        return new OfCommand(new Look.AtCommand(line), NumberTest.parse("0"), Optional.empty());
    }

    private static void assertBack(StepId to, Map<StepId, Instant> doneAt, List<StepId> back, List<StepId> waiting) {
        WayBack way = WayBack.to(LESSON, to, doneAt);
        assertThat(way.steps().stream().map(Step::id)).isEqualTo(back);
        assertThat(way.waiting()).isEqualTo(waiting);
    }

    @Test
    void whoGoesBackLosesWhatWasDoneSinceTheStepOpened() {
        Map<StepId, Instant> all = Map.of(LEFT, at(3), RIGHT, at(5), TOP, at(7));

        assertBack(LEFT, all, List.of(LEFT, RIGHT, TOP, END), List.of(TOP, END));
        assertBack(TOP, all, List.of(TOP, END), List.of(END));
        assertBack(END, all, List.of(END), List.of());
        assertBack(RIGHT, Map.of(), List.of(RIGHT, TOP, END), List.of(TOP, END));
    }

    @Test
    void whatWasDoneBeforeTheStepOpenedStaysDone() {
        Lesson lesson = lesson(
                step(LEFT, Optional.empty(), madeInStep("l")),
                step(RIGHT, Optional.of(Set.of()), madeInStep("r")),
                step(TOP, Optional.of(Set.of(LEFT)), madeInStep("t")));

        assertThat(WayBack.to(lesson, TOP, Map.of(LEFT, at(4), RIGHT, at(3))).steps())
                .extracting(Step::id)
                .containsExactly(TOP);
        assertThat(WayBack.to(lesson, TOP, Map.of(LEFT, at(4), RIGHT, at(5))).steps())
                .extracting(Step::id)
                .containsExactly(RIGHT, TOP);
    }
}
