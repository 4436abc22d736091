package dev.drydock.lessons.progress;

import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.progress.LessonRunTest.lesson;
import static dev.drydock.lessons.progress.LessonRunTest.madeInStep;
import static dev.drydock.lessons.progress.LessonRunTest.run;
import static dev.drydock.lessons.progress.LessonRunTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Situation;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hints for situations, while a step is open. */
class HintSituationTest {
    private static final StepId ONE = new StepId("one");

    @Test
    void aHintHelpsInItsSituationWhileTheStepIsOpen() {
        Lesson lesson = lesson(hinting(hint("b"), hint("c")));
        LessonProgress begun = LessonProgress.begin(lesson, Given.STEP);
        Container b = container("b", "x", 4, created());
        Container c = container("c", "x", 3, created());

        assertThat(hintSeen(run(lesson, begun, 9))).isEmpty();
        assertThat(hintSeen(run(lesson, begun, 9, c))).contains(new HintId("c"));
        assertThat(hintSeen(run(lesson, begun, 9, c, b))).contains(new HintId("b"));
        assertThat(hintSeen(run(lesson, begun, 9, b, container("a", "x", 5, created()))))
                .isEmpty();
    }

    @Test
    void aHintMayNeedALook() {
        var look = new Look.AtCommand("true");
        var command = new OfCommand(look, NumberTest.parse("0"), Optional.empty());
        var situation = new Situation(new HintId("b"), command, new Solution(List.of()), List.of());
        Lesson lesson = lesson(hinting(new Hint(text("h"), Optional.of(situation))));

        assertThat(new LessonRun(lesson, LessonProgress.begin(lesson, Given.STEP))
                        .looks(FakeEngineView.with(new Container[0])))
                .containsExactly(look);
    }

    private static Step hinting(Hint... hints) {
        return new Step(
                ONE,
                Optional.empty(),
                text("t"),
                text("x"),
                madeInStep("a"),
                true,
                List.of(),
                List.of(hints),
                Solution.of("true"),
                Map.of(),
                List.of());
    }

    private static Hint hint(String name) {
        return new Hint(
                text("h"),
                Optional.of(new Situation(new HintId(name), madeInStep(name), new Solution(List.of()), List.of())));
    }

    private static Optional<HintId> hintSeen(LessonProgress progress) {
        return progress.find(ONE).orElseThrow().hint();
    }
}
