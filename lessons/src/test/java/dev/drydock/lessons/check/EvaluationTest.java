package dev.drydock.lessons.check;

import static dev.drydock.lessons.check.ContainerWish.ANY;
import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.check.Given.event;
import static dev.drydock.lessons.check.Given.exited;
import static dev.drydock.lessons.check.Given.failed;
import static dev.drydock.lessons.check.Given.image;
import static dev.drydock.lessons.check.Given.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ContainerState.Dead;
import dev.drydock.core.container.ContainerState.Paused;
import dev.drydock.core.container.ContainerState.Removing;
import dev.drydock.core.container.ContainerState.Restarting;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import dev.drydock.core.image.Image;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OfImage;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
    private static final FakeEngineView NOTHING = FakeEngineView.EMPTY;

    private static Outcome evaluate(Check check, EngineView view) {
        return Evaluation.evaluate(check, view, Given.STEP);
    }

    private static Optional<Instant> metAt(Check check, EngineView view) {
        assertThat(evaluate(check, view)).isInstanceOf(Met.class);
        return ((Met) evaluate(check, view)).since();
    }

    private static String reason(Locale reader, Check check, EngineView view) {
        assertThat(evaluate(check, view)).isInstanceOf(NotYet.class);
        return ((NotYet) evaluate(check, view)).reason().text(reader);
    }

    static Stream<Arguments> unmetContainers() {
        return Stream.of(
                arguments(ANY, NOTHING, "There is no container yet.", "还没有任何容器。"),
                arguments(ANY.name("web"), NOTHING, "There is no container named web yet.", "还没有名为 web 的容器。"),
                arguments(
                        ANY.image("docker.io/library/busybox:latest"),
                        FakeEngineView.with(container("web", "hello-world", 1, created())),
                        "There is no container made from busybox yet.",
                        "还没有由镜像 busybox 创建的容器。"),
                arguments(
                        ANY.createdInStep(),
                        FakeEngineView.with(container("web", "busybox", 0, created())),
                        "No container has been made since this step began.",
                        "这一步开始以来，还没有创建过容器。"),
                arguments(
                        ANY.image("busybox").createdInStep(),
                        FakeEngineView.with(container("web", "busybox", 0, created())),
                        "No container has been made from busybox since this step began.",
                        "这一步开始以来，还没有由镜像 busybox 创建过容器。"),
                arguments(
                        ANY.name("web").image("nginx"),
                        FakeEngineView.with(container("web", "busybox", 1, created())),
                        "The container web was made from busybox, not from nginx.",
                        "容器 web 是由镜像 busybox 创建的，而不是 nginx。"),
                arguments(
                        ANY.name("web").createdInStep(),
                        FakeEngineView.with(container("web", "busybox", 0, created())),
                        "The container web was made before this step began. Make a new one.",
                        "容器 web 是在这一步开始之前创建的，请重新创建一个。"),
                arguments(
                        ANY.name("web").arguments("sh*"),
                        FakeEngineView.with(container("web", "busybox", 1, created(), "echo", "sh")),
                        "The container web was made to run “echo sh”, not “sh*”.",
                        "容器 web 要执行的命令是“echo sh”，而不是“sh*”。"));
    }

    static Stream<Arguments> containersInAnotherState() {
        return Stream.of(
                arguments(
                        ANY.name("web").startedInStep(),
                        FakeEngineView.with(container("web", "busybox", 1, created())),
                        "The container web has been created but never started.",
                        "容器 web 已创建，但从未启动过。"),
                arguments(
                        ANY.name("web").startedInStep(),
                        FakeEngineView.with(container("web", "busybox", -9, exited(0, -8))),
                        "The container web was last started before this step began. Start it once more.",
                        "容器 web 上一次启动是在这一步开始之前，请再启动一次。"),
                arguments(
                        ANY.name("web").state(Phase.RUNNING),
                        FakeEngineView.with(container("web", "busybox", 1, exited(127, 2))),
                        "The container web exists but has exited with 127: its program was not found. This step wants it running.",
                        "容器 web 存在，但已退出，退出码为 127：找不到程序。这一步要求它正在运行。"),
                arguments(
                        ANY.name("web").exitCode("0"),
                        FakeEngineView.with(container("web", "busybox", 1, failed(127))),
                        "The container web was created, but could not be started (127): its program was not found in the image. This step wants exit code 0.",
                        "容器 web 已创建，但启动失败（127）：镜像里找不到要执行的程序。这一步要求退出码为 0。"),
                arguments(
                        ANY.name("web").exitCode("0"),
                        FakeEngineView.with(container("web", "busybox", 1, created())),
                        "The container web has been created but never started. This step wants exit code 0.",
                        "容器 web 已创建，但从未启动过。这一步要求退出码为 0。"),
                arguments(
                        ANY.name("web").exitCode("!= 0"),
                        FakeEngineView.with(container("web", "busybox", 1, running(2))),
                        "The container web is running. This step wants any exit code but 0.",
                        "容器 web 正在运行。这一步要求退出码不为 0。"),
                arguments(
                        ANY.image("busybox").count(">= 3"),
                        FakeEngineView.with(container("web", "busybox", 1, created())),
                        "Containers like this: 1. This step wants at least 3.",
                        "符合条件的容器数：1。这一步要求至少 3 个。"));
    }

    @ParameterizedTest
    @MethodSource({"unmetContainers", "containersInAnotherState"})
    void saysWhatIsMissing(ContainerWish wish, EngineView view, String english, String chinese) {
        assertThat(reason(Locale.ENGLISH, wish.check(), view)).isEqualTo(english);
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, wish.check(), view)).isEqualTo(chinese);
    }

    @Test
    void healthIsAskedFor() {
        Container web = container("web", "busybox", 1, running(2));
        Check healthy = ANY.name("web").health(Health.Status.HEALTHY).check();

        assertThat(reason(Locale.ENGLISH, healthy, FakeEngineView.with(web)))
                .isEqualTo("The container web is running. It has no health check. This step wants it healthy.");
        assertThat(reason(Locale.ENGLISH, healthy, FakeEngineView.with(Given.withHealth(web, Health.Status.UNHEALTHY))))
                .isEqualTo("The container web is running. Its health check fails, so it is unhealthy."
                        + " This step wants it healthy.");
        assertThat(evaluate(healthy, FakeEngineView.with(Given.withHealth(web, Health.Status.HEALTHY))))
                .isInstanceOf(Met.class);
    }

    static Stream<Arguments> states() {
        ExitStatus status = new ExitStatus(1, false, at(3));
        return Stream.of(
                arguments(new Paused(7, at(2)), "The container web is paused."),
                arguments(new Restarting(status, at(2)), "The container web ended and is about to be restarted."),
                arguments(new Removing(), "The container web is being removed."),
                arguments(new Dead(), "The container web is dead: it could not be removed completely."),
                arguments(
                        failed(126),
                        "The container web was created, but could not be started (126): its program is there but cannot be executed."),
                arguments(failed(128), "The container web was created, but could not be started (128)."),
                arguments(
                        exited(0, 2),
                        "The container web exists and has exited with 0: its program ended without an error."),
                arguments(exited(1, 2), "The container web exists but has exited with 1."),
                arguments(
                        exited(126, 2),
                        "The container web exists but has exited with 126: its program could not be executed."),
                arguments(
                        exited(130, 2),
                        "The container web exists but has exited with 130: SIGINT ended it, as Ctrl-C does."),
                arguments(exited(137, 2), "The container web exists but has exited with 137: SIGKILL ended it."),
                arguments(exited(143, 2), "The container web exists but has exited with 143: SIGTERM ended it."),
                arguments(
                        exited(137, 2, true),
                        "The container web exists but has exited with 137: it ran out of memory and was killed."));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateHasItsSentence(ContainerState state, String english) {
        var view = FakeEngineView.with(container("web", "busybox", 1, state));
        assertThat(reason(Locale.ENGLISH, ANY.state(Phase.RUNNING).check(), view))
                .isEqualTo(english + " This step wants it running.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, ANY.state(Phase.RUNNING).check(), view))
                .startsWith("容器 web ")
                .endsWith("这一步要求它正在运行。");
    }

    static Stream<Arguments> metContainers() {
        return Stream.of(
                arguments(ANY, container("web", "busybox", -5, created()), -5),
                arguments(ANY.name("w*b"), container("web", "busybox", 1, created()), 1),
                arguments(ANY.image("busybox"), container("web", "docker.io/library/busybox:latest", 1, created()), 1),
                arguments(ANY.createdInStep(), container("web", "busybox", 1, created()), 1),
                arguments(ANY.startedInStep(), container("web", "busybox", -5, exited(3, 2)), 2),
                arguments(ANY.state(Phase.RUNNING), container("web", "busybox", 1, running(2)), 2),
                arguments(ANY.state(Phase.EXITED), container("web", "busybox", 1, exited(1, 2)), 3),
                arguments(ANY.exitCode("0"), container("web", "busybox", 1, exited(0, 2)), 3),
                arguments(ANY.exitCode("127"), container("web", "busybox", 1, failed(127)), 1),
                arguments(ANY.arguments("sh -c *"), container("web", "busybox", 1, created(), "sh", "-c", "date"), 1));
    }

    @ParameterizedTest
    @MethodSource("metContainers")
    void isMetSinceTheLastFactItNeeds(ContainerWish wish, Container container, int since) {
        assertThat(metAt(wish.check(), FakeEngineView.with(container))).contains(at(since));
    }

    @Test
    void tellsAboutTheContainerThatComesNearest() {
        var view = FakeEngineView.with(
                container("new", "busybox", 3, created(), "date"),
                container("near", "busybox", 2, exited(1, 3), "sh"),
                container("old", "busybox", -1, exited(0, -1), "sh"));
        var wish = ANY.image("busybox").createdInStep().arguments("sh").exitCode("0");

        assertThat(reason(Locale.ENGLISH, wish.check(), view))
                .isEqualTo("The container near exists but has exited with 1. This step wants exit code 0.");
    }

    @Test
    void knowsAnImageByAnyOfItsNamesAndByItsId() {
        var view = new FakeEngineView(
                List.of(container("web", "busybox", 1, created())), List.of(image("busybox", 1)), List.of());
        // Same id as busybox, asked for as "me/box".
        var tagged = new FakeEngineView(
                view.containers(),
                List.of(new Image(
                        image("busybox", 1).id(),
                        List.of(ImageReference.parse("me/box:1")),
                        image("busybox", 1).config(),
                        List.of())),
                List.of());

        assertThat(evaluate(ANY.image("busybox").check(), view)).isInstanceOf(Met.class);
        assertThat(evaluate(ANY.image("me/box:1").check(), tagged)).isInstanceOf(Met.class);
        assertThat(evaluate(ANY.image("me/box:1").check(), view)).isInstanceOf(NotYet.class);
    }

    @Test
    void containerFromAnIdIsNoContainerFromAName() {
        String id = "a".repeat(64);
        assertThat(evaluate(ANY.image("busybox").check(), FakeEngineView.with(container("web", id, 1, created()))))
                .isInstanceOf(NotYet.class);
    }

    @Test
    void saysThatAContainerWasRemovedAgain() {
        var gone = event("destroy", 2, Map.of("name", "web", "image", "hello-world"));
        var longAgo = event("destroy", -2, Map.of("name", "web", "image", "hello-world"));

        assertThat(reason(Locale.ENGLISH, ANY.image("hello-world").check(), FakeEngineView.with(gone)))
                .isEqualTo(
                        "Such a container has been removed since this step began. Make a new one and keep it (without --rm).");
        assertThat(reason(Locale.ENGLISH, ANY.name("web").check(), FakeEngineView.with(longAgo)))
                .isEqualTo("There is no container named web yet.");
        assertThat(reason(Locale.ENGLISH, ANY.name("db").check(), FakeEngineView.with(gone)))
                .isEqualTo("There is no container named db yet.");
    }

    private static OfImage wantImage(String reference, String layers, String id) {
        return new OfImage(
                ImageReference.parse(reference),
                Optional.of(layers).filter(text -> !text.isEmpty()).map(NumberTest::parse),
                Optional.of(id).filter(text -> !text.isEmpty()).map(TextPattern::new),
                false,
                List.of());
    }

    @Test
    void looksAtImages() {
        var view = FakeEngineView.with(image("app:2", 3));

        assertThat(metAt(wantImage("app:2", "3", "sha256:*"), view)).isEmpty();
        assertThat(reason(Locale.ENGLISH, wantImage("app", "", ""), view))
                .isEqualTo("There is no image app on this lab host yet.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, wantImage("app:1", "", ""), view))
                .isEqualTo("这台实验主机上还没有镜像 app:1。");
        assertThat(reason(Locale.ENGLISH, wantImage("app:2", "<= 2", ""), view))
                .isEqualTo("The image app:2 has 3 layers. This step wants at most 2.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, wantImage("app:2", "2", ""), view))
                .isEqualTo("镜像 app:2 有 3 层。这一步要求正好 2 层。");
        assertThat(reason(Locale.ENGLISH, wantImage("app:2", "", "sha256:0000*"), view))
                .matches("The image app:2 has the id sha256:[0-9a-f]{64}, not sha256:0000\\*\\.");
    }

    private static OfEvent wantEvent(String action, String actor, String image, String exitCode, String count) {
        return new OfEvent(
                EventType.CONTAINER,
                action,
                Optional.of(actor).filter(text -> !text.isEmpty()).map(TextPattern::new),
                Optional.of(image).filter(text -> !text.isEmpty()).map(ImageReference::parse),
                Optional.of(exitCode).filter(text -> !text.isEmpty()).map(NumberTest::parse),
                NumberTest.parse(count));
    }

    @Test
    void looksAtEventsSinceTheStepBegan() {
        var before = event("die", 0, Map.of("name", "web", "image", "nginx", "exitCode", "0"));
        var failed = event("die", 1, Map.of("name", "web", "image", "nginx", "exitCode", "1"));
        var well = event("die", 2, Map.of("name", "web", "image", "nginx:latest", "exitCode", "0"));
        var check = wantEvent("die", "web", "nginx", "0", ">= 1");

        assertThat(metAt(check, FakeEngineView.with(before, failed, well))).contains(at(2));
        assertThat(reason(Locale.ENGLISH, check, FakeEngineView.with(before, failed)))
                .isEqualTo("The event “container die” has not happened for web since this step began.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, wantEvent("die", "", "nginx", "0", ">= 1"), NOTHING))
                .isEqualTo("这一步开始以来，nginx 还没有发生“container die”事件。");
        assertThat(reason(Locale.ENGLISH, wantEvent("start", "", "", "", ">= 1"), FakeEngineView.with(well)))
                .isEqualTo("The event “container start” has not happened since this step began.");
        assertThat(reason(Locale.ENGLISH, wantEvent("die", "", "", "", "3"), FakeEngineView.with(failed, well)))
                .isEqualTo("Events like this since the step began: 2. This step wants exactly 3.");
    }

    @ParameterizedTest
    @CsvSource({
        "die,-2,0,false",
        "die,-2,1,false",
        "die,4,6,true",
        "start,0,1,false",
        "start,1,2,true",
        "start,-5,-4,false",
        "die,7,1,true"
    })
    void anEventHappenedWhenItsContainerSaysSo(String action, int started, int told, boolean isNews) {
        var web = container("web", "nginx", -9, exited(0, started));
        var late = new Event(EventType.CONTAINER, action, web.id().value(), Map.of("name", "web"), at(told));
        var view = new FakeEngineView(List.of(web), List.of(), List.of(late));

        assertThat(evaluate(wantEvent(action, "web", "", "", ">= 1"), view) instanceof Met)
                .isEqualTo(isNews);
    }

    @Test
    void takesTheWordOfAnActionOnly() {
        var view = FakeEngineView.with(event("exec_create: sh -c die", 1, Map.of()));

        assertThat(evaluate(wantEvent("exec_create", "", "", "", ">= 1"), view)).isInstanceOf(Met.class);
        assertThat(evaluate(wantEvent("die", "", "", "", ">= 1"), view)).isInstanceOf(NotYet.class);
    }

    @Test
    void strangeExitCodeOfAnEventIsNone() {
        var check = wantEvent("die", "", "", ">= 0", ">= 1");

        for (String code : List.of("", "-1", "x", "99999999999999999999")) {
            var view = FakeEngineView.with(event("die", 1, Map.of("exitCode", code)));
            assertThat(evaluate(check, view)).as(code).isInstanceOf(NotYet.class);
        }
    }

    @Test
    void allNeedsEach() {
        Check web = ANY.name("web").check();
        Check db = ANY.name("db").check();
        var one = container("web", "nginx", 5, created());
        var other = container("db", "nginx", 3, created());

        assertThat(metAt(new All(List.of(web, db)), FakeEngineView.with(one, other)))
                .contains(at(5));
        assertThat(reason(Locale.ENGLISH, new All(List.of(web, db)), FakeEngineView.with(one)))
                .isEqualTo("There is no container named db yet.");
    }

    @Test
    void anyNeedsOneAndTellsAboutTheFirst() {
        Check web = ANY.name("web").check();
        Check db = ANY.name("db").check();

        assertThat(metAt(new Any(List.of(web, db)), FakeEngineView.with(container("db", "nginx", 3, created()))))
                .contains(at(3));
        var both = FakeEngineView.with(container("web", "nginx", 5, created()), container("db", "nginx", 3, created()));
        assertThat(metAt(new Any(List.of(web, db)), both)).contains(at(3));
        assertThat(reason(Locale.ENGLISH, new Any(List.of(web, db)), NOTHING))
                .isEqualTo("There is no container named web yet.");
    }

    @Test
    void notNeedsAbsence() {
        var web = new Not(ANY.name("web").check());
        var view = FakeEngineView.with(container("web", "nginx", 3, running(4)));

        assertThat(metAt(web, NOTHING)).isEmpty();
        assertThat(reason(Locale.ENGLISH, web, view)).isEqualTo("The container web is running. It must not be there.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, web, view)).isEqualTo("容器 web 正在运行。它不应该存在。");
        assertThat(reason(Locale.ENGLISH, new Not(wantImage("app", "", "")), FakeEngineView.with(image("app", 1))))
                .isEqualTo("The image app is still on this lab host. It must not be there.");
        assertThat(reason(
                        Locale.ENGLISH,
                        new Not(wantEvent("oom", "", "", "", ">= 1")),
                        FakeEngineView.with(event("oom", 1, Map.of()))))
                .isEqualTo(
                        "The event “container oom” has happened since this step began. This step wants it not to happen.");
    }

    @Test
    void isMetSinceThereWereEnough() {
        var view = FakeEngineView.with(
                container("c", "busybox", 3, created()),
                container("b", "busybox", 2, created()),
                container("a", "busybox", 1, created()));

        assertThat(metAt(ANY.check(), view)).contains(at(1));
        assertThat(metAt(ANY.count(">= 2").check(), view)).contains(at(2));
        assertThat(metAt(ANY.count("3").check(), view)).contains(at(3));
        assertThat(metAt(ANY.count("<= 3").check(), view)).contains(at(3));
        assertThat(metAt(ANY.count("0").check(), NOTHING)).isEmpty();
        var events = FakeEngineView.with(event("die", 4, Map.of()), event("die", 5, Map.of()));
        assertThat(metAt(wantEvent("die", "", "", "", ">= 1"), events)).contains(at(4));
        assertThat(metAt(wantEvent("die", "", "", "", "2"), events)).contains(at(5));
    }

    /** The student's first lab host and, where there is one, the second. */
    private static EngineView student(EngineView first, Optional<EngineView> second) {
        return new StudentView(first, number -> number == 2 ? second : Optional.empty());
    }

    @Test
    void anotherHostIsAskedForItself() {
        Check there = new Check.OnHost(2, ANY.name("web").check());
        EngineView web = FakeEngineView.with(container("web", "busybox", 1, created()));

        assertThat(evaluate(there, student(NOTHING, Optional.of(web)))).isInstanceOf(Met.class);
        assertThat(reason(Locale.ENGLISH, there, student(web, Optional.of(NOTHING))))
                .isEqualTo("On host2: There is no container named web yet.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, there, student(web, Optional.of(NOTHING))))
                .isEqualTo("在 host2 上：还没有名为 web 的容器。");
        assertThat(reason(Locale.ENGLISH, there, student(web, Optional.empty())))
                .isEqualTo("There is no host2 yet: add a host.");
        assertThat(reason(Locale.SIMPLIFIED_CHINESE, there, web)).isEqualTo("还没有 host2：先添加一台主机。");
    }

    @Test
    void whatIsNotOnAnotherHostNeedsThatHost() {
        Check absent =
                new Check.OnHost(2, new Check.Not((Check.Fact) ANY.name("web").check()));

        assertThat(evaluate(absent, student(NOTHING, Optional.of(NOTHING)))).isInstanceOf(Met.class);
        assertThat(evaluate(absent, student(NOTHING, Optional.empty()))).isInstanceOf(NotYet.class);
        assertThat(evaluate(new Check.OnHost(1, ANY.name("web").check()), NOTHING))
                .isInstanceOf(NotYet.class);
    }
}
