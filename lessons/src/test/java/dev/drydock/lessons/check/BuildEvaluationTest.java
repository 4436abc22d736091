package dev.drydock.lessons.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.build.Build;
import dev.drydock.core.build.Build.Status;
import dev.drydock.core.build.BuildStep;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuildEvaluationTest {
    private static final OfBuild DONE = check("app", Status.DONE, null, null);

    private static OfBuild check(String tag, Status status, @Nullable String steps, @Nullable String cached) {
        return new OfBuild(
                Optional.of(ImageReference.parse(tag)),
                status,
                Optional.ofNullable(steps).map(NumberTest::parse),
                Optional.ofNullable(cached).map(NumberTest::parse));
    }

    private static Build build(String tag, int second, Status status, int steps, int cached) {
        List<BuildStep> ladder = IntStream.rangeClosed(1, steps)
                .mapToObj(number -> new BuildStep(
                        number, number, "RUN x", number <= cached, Optional.empty(), true, Optional.empty(), 0))
                .toList();
        return new Build(
                "b" + second,
                Given.at(second),
                List.of(ImageReference.parse(tag)),
                ladder,
                status,
                Optional.empty(),
                status == Status.FAILED ? "no such file" : "");
    }

    private static Outcome evaluate(Check check, Build... builds) {
        var view = new FakeEngineView(List.of(), List.of(), List.of(), List.of(builds));
        return Evaluation.evaluate(check, view, Given.STEP);
    }

    private static String reason(Locale reader, Check check, Build... builds) {
        return ((NotYet) evaluate(check, builds)).reason().text(reader);
    }

    @Test
    void aBuildOfTheStepMeetsItFromItsBegin() {
        Build earlier = build("app", 1, Status.FAILED, 1, 0);

        assertThat(evaluate(DONE, earlier, build("app", 4, Status.DONE, 3, 1)))
                .isEqualTo(new Met(Optional.of(Given.at(4))));
    }

    @Test
    void buildsBeforeTheStepAndOfOtherNamesDoNotCount() {
        assertThat(reason(
                        Locale.ENGLISH, DONE, build("app", 0, Status.DONE, 3, 0), build("other", 2, Status.DONE, 3, 0)))
                .isEqualTo("Nothing has been built under the name app since this step began.");
    }

    @Test
    void theLatestBuildSaysWhatIsMissing() {
        Build failed = build("app", 1, Status.FAILED, 2, 0);
        Build uncached = build("app", 2, Status.DONE, 3, 1);

        assertThat(reason(Locale.ENGLISH, DONE, failed))
                .isEqualTo("The build has failed: “no such file”. This step wants a build that succeeds.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, check("app", Status.DONE, null, ">= 2"), failed, uncached))
                .isEqualTo("它的 3 个步骤中，有 1 个取自缓存。这一步要求至少 2 个。");
        assertThat(reason(Locale.ENGLISH, check("app", Status.DONE, "2", null), failed, uncached))
                .isEqualTo("The build has 3 steps. This step wants exactly 2.");
        assertThat(reason(Locale.ENGLISH, check("app", Status.FAILED, null, null), uncached))
                .isEqualTo("The build has succeeded. This step wants a build that fails.");
    }

    @Test
    void aBuildThatMustNotBe() {
        assertThat(evaluate(new Not(DONE))).isInstanceOf(Met.class);
        assertThat(reason(Locale.ENGLISH, new Not(DONE), build("app", 1, Status.DONE, 1, 0)))
                .isEqualTo("Such a build has been made since this step began. This step wants none.");
    }
}
