package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SequentialIds;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import dev.drydock.lessons.check.Evaluation;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.CourseId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.progress.LessonRun;
import dev.drydock.lessons.text.LessonText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every lesson that is shipped, as far as an engine without a kernel can tell. That solutions can be typed
 * is proved on real lab hosts.
 */
class ShippedLessonsTest {
    private static final Courses COURSES = Courses.load(Path.of("..", "content"));
    private static final int CONTAINER_STEPS = 3;
    private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");

    private final ManualScheduler scheduler = new ManualScheduler(OPENED);
    private final Engine engine =
            new SimulatedLab(new SimulatedServer(), new SequentialIds(), new Ticking(scheduler), scheduler).open();
    private final TypedDocker docker = new TypedDocker(engine);

    /** Never shows the same moment twice, as a real clock hardly does. */
    private record Ticking(ManualScheduler scheduler) implements InstantSource {
        @Override
        public Instant instant() {
            scheduler.advance(Duration.ofMillis(1));
            return scheduler.instant();
        }
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    static Stream<Lesson> lessons() {
        return COURSES.courses().stream().flatMap(course -> course.lessons().stream());
    }

    /** Its steps that need containers alone: files and builds need a real lab host. */
    private static Lesson helloWorld() {
        Course course = COURSES.find(new CourseId("docker-basics")).orElseThrow();
        Lesson all = course.find(new LessonId("hello-world")).orElseThrow();
        return new Lesson(
                all.id(),
                all.number(),
                all.titles(),
                all.introductions(),
                all.minutes(),
                all.hosts(),
                all.images(),
                all.steps().subList(0, CONTAINER_STEPS),
                all.terms(),
                all.values(),
                all.shown(),
                all.variants());
    }

    @Test
    void nothingIsWrongWithThem() {
        assertThat(Lint.lint(Path.of("..", "content"), Path.of("..", "content")))
                .isEmpty();
        assertThat(lessons()).extracting(Lesson::number).contains(20);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void noStepIsDoneAtTheStart(Lesson lesson) {
        assertThat(lesson.steps())
                .filteredOn(step -> !step.check().equals(Step.NOTHING))
                .allSatisfy(step -> assertThat(Evaluation.evaluate(step.check(), engine.view(), OPENED))
                        .isInstanceOf(NotYet.class));
    }

    @Test
    void theSolutionOfEachStepMakesItDoneAndNoOther() {
        Lesson lesson = helloWorld();
        LessonProgress progress = LessonProgress.begin(lesson, OPENED);
        for (int i = 0; i < lesson.steps().size(); i++) {
            Step step = lesson.steps().get(i);
            assertThat(progress.doneAt()).as("before %s", step.id()).hasSize(i);
            step.solution().commands().forEach(docker::type);
            progress = new LessonRun(lesson, progress).advance(engine.view(), scheduler.instant());
            assertThat(progress.doneAt()).as("after %s", step.id()).hasSize(i + 1);
        }
        assertThat(progress.isDone()).isTrue();
    }

    @Test
    void theWholeLessonTypedAtOnceIsDone() {
        Lesson lesson = helloWorld();
        lesson.steps().forEach(step -> step.solution().commands().forEach(docker::type));

        LessonProgress progress =
                new LessonRun(lesson, LessonProgress.begin(lesson, OPENED)).advance(engine.view(), scheduler.instant());
        assertThat(progress.isDone()).isTrue();
    }

    @Test
    void aLessonDoneBeforeIsNotDoneWhenOpenedAgain() {
        Lesson lesson = helloWorld();
        lesson.steps().forEach(step -> step.solution().commands().forEach(docker::type));

        LessonProgress progress = new LessonRun(lesson, LessonProgress.begin(lesson, scheduler.instant()))
                .advance(engine.view(), scheduler.instant());
        assertThat(progress.doneAt()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void everyTextRendersInEveryLanguage(Lesson lesson) {
        for (Locale locale : Messages.LOCALES) {
            assertThat(LessonText.html(locale, lesson)).isNotBlank();
            for (Step step : lesson.steps()) {
                boolean asks = step.check().equals(Step.NOTHING);
                assertThat(LessonText.html(locale, lesson.shown(), step))
                        .contains(asks ? "<form class=\"quiz" : "data-action=\"run\"")
                        .doesNotContain("@{");
                assertThat(step.hints())
                        .isNotEmpty()
                        .allSatisfy(hint -> assertThat(LessonText.html(locale, lesson.shown(), hint))
                                .startsWith("<p>"));
            }
        }
    }

    @Test
    void helloWorldSaysWhatIsReallyMissing() {
        Lesson lesson = helloWorld();
        Step shell = lesson.steps().getLast();

        assertThat(reason(shell)).isEqualTo("No container has been made from hello-world since this step began.");
        docker.type("docker run --name mine hello-world");
        assertThat(reason(shell)).isEqualTo("The container mine was made to run “/hello”, not “sh*”.");
        docker.type("docker run --name failed hello-world sh");
        assertThat(reason(shell)).isEqualTo("There is no container made from busybox yet.");
        docker.type("docker create --name idle busybox sh");
        assertThat(reason(shell)).isEqualTo("The container idle has been created but never started.");
    }

    private String reason(Step step) {
        return ((NotYet) Evaluation.evaluate(step.check(), engine.view(), OPENED))
                .reason()
                .text(Locale.ENGLISH);
    }

    @ParameterizedTest
    @MethodSource("otherWays")
    void helloWorldTakesOtherGoodWays(int at, List<String> commands) {
        Step step = helloWorld().steps().get(at);
        commands.forEach(docker::type);

        assertThat(Evaluation.evaluate(step.check(), engine.view(), OPENED)).isInstanceOf(Met.class);
    }

    static Stream<Arguments> otherWays() {
        return Stream.of(
                way(0, "docker run --rm hello-world"),
                way(0, "docker run --name mine hello-world:latest"),
                way(0, "docker run docker.io/library/hello-world /hello"),
                way(1, "docker run --name anatomy hello-world"),
                way(2, "docker run busybox sh", "docker run hello-world sh -c ls"),
                way(2, "docker run hello-world sh", "docker run --rm busybox sh -c \"exit 3\""));
    }

    private static Arguments way(int step, String... commands) {
        return arguments(step, List.of(commands));
    }
}
