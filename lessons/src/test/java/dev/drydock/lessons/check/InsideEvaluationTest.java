package dev.drydock.lessons.check;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static dev.drydock.lessons.check.Given.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.FileView;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfAnswer;
import dev.drydock.lessons.check.Check.OfCommand;
import dev.drydock.lessons.check.Check.OfFile;
import dev.drydock.lessons.check.Check.OfInside;
import dev.drydock.lessons.check.Check.OfProcess;
import dev.drydock.lessons.check.Check.OfRegistry;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InsideEvaluationTest {
    private static final FakeEngineView VIEW =
            FakeEngineView.with(container("web", "busybox", 1, running(2)), container("idle", "busybox", 1, created()));
    private static final Look.AtPort PORT = new Look.AtPort("localhost", 8080, Optional.of("/x"));

    private static Optional<TextPattern> pattern(@Nullable String glob) {
        return Optional.ofNullable(glob).map(TextPattern::new);
    }

    private static OfFile file(@Nullable String text, @Nullable Integer mode, @Nullable String owner) {
        return new OfFile(
                new Look.AtFile(Optional.of("web"), "/note"),
                false,
                Optional.empty(),
                pattern(text),
                Optional.ofNullable(mode),
                pattern(owner),
                Optional.empty());
    }

    private static OfFile directory() {
        return new OfFile(
                new Look.AtFile(Optional.empty(), "/note"),
                false,
                Optional.of(FileType.DIRECTORY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NumberTest.parse(">= 1k", Unit.BYTES)));
    }

    private static OfFile absent() {
        return new OfFile(
                new Look.AtFile(Optional.of("web"), "/note"),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Sight.OfFile seen(FileType type, int mode, String head, boolean isWhole) {
        FileStat stat = new FileStat(type, mode, 0, 5, head.length(), at(7));
        return new Sight.OfFile(Optional.of(new FileView(stat, head, isWhole)));
    }

    private static Sight.OfFile text(String head) {
        return seen(FileType.REGULAR, 0644, head, true);
    }

    private static OfProcess process(@Nullable String container, @Nullable String arguments, @Nullable Boolean first) {
        return new OfProcess(
                new Look.AtProcesses(Optional.ofNullable(container)),
                pattern(arguments),
                Optional.ofNullable(first),
                first == null ? Optional.of(NumberTest.parse("0")) : Optional.empty(),
                NumberTest.SOME);
    }

    private static Sight.OfProcesses alone(int pid, int user, String... arguments) {
        return new Sight.OfProcesses(List.of(new ContainerProcess(
                pid, 1, user, "S", "?", at(4), Duration.ZERO, 0, 0, arguments[0], List.of(arguments))));
    }

    private static OfCommand command(String exitCode, @Nullable String output) {
        return new OfCommand(new Look.AtCommand("ls /x"), NumberTest.parse(exitCode), pattern(output));
    }

    private static OfAnswer http(@Nullable String body) {
        return new OfAnswer(PORT, NumberTest.parse("200"), pattern(body));
    }

    private static OfRegistry registry(@Nullable String tag, boolean inStep) {
        return new OfRegistry(new Look.AtRepository("app"), pattern(tag), inStep);
    }

    private static Outcome evaluate(Check check, Sights sights) {
        return Evaluation.evaluate(check, VIEW, sights, Given.STEP);
    }

    private static Outcome evaluate(OfInside check, Sight sight) {
        return evaluate(check, new Sights(Map.of(check.look(), sight)));
    }

    static Stream<Arguments> met() {
        return Stream.of(
                arguments(file("hello*", 0644, "0"), text("hello\n\n"), 7),
                arguments(file(null, null, "0:5"), text(""), 7),
                arguments(directory(), seen(FileType.DIRECTORY, 0755, "x".repeat(1024), true), 7),
                arguments(process("web", "sleep 1*", true), alone(7, 0, "sleep", "100"), 4),
                arguments(process("web", "sleep 1*", false), alone(8, 0, "sleep", "100"), 4),
                arguments(process(null, "dockerd", null), alone(8, 0, "dockerd"), 4),
                arguments(command("!= 0", "*no such*"), new Sight.OfCommand(Optional.of(1), "no such file\n"), -1),
                arguments(http("*hello*"), new Sight.OfAnswer(200, "<p>hello</p>"), -1),
                arguments(registry("1*", true), new Sight.OfRepository(Map.of("1.0", at(3), "2", at(9))), 3));
    }

    @ParameterizedTest
    @MethodSource("met")
    void isMetByWhatWasSeen(OfInside check, Sight sight, int since) {
        Optional<Instant> expected = since < 0 ? Optional.empty() : Optional.of(at(since));
        assertThat(evaluate(check, sight)).isEqualTo(new Met(expected));
    }

    static Stream<Arguments> unmetFiles() {
        Sight none = new Sight.OfFile(Optional.empty());
        return Stream.of(
                arguments(file(null, null, null), none, "There is no web:/note yet.", "还没有 web:/note。"),
                arguments(
                        file("bye", null, null),
                        text("hello\n"),
                        "In web:/note stands “hello”. This step wants “bye”.",
                        "web:/note 的内容是“hello”。这一步要求“bye”。"),
                arguments(
                        file("*", null, null),
                        seen(FileType.REGULAR, 0644, "start", false),
                        "web:/note is too large to be read; it begins with “start”. This step wants “*”.",
                        "web:/note 太大，无法读取；它以“start”开头。这一步要求“*”。"),
                arguments(
                        file("a", null, null),
                        text(""),
                        "web:/note is empty. This step wants “a”.",
                        "web:/note 是空的。这一步要求“a”。"),
                arguments(
                        file("a", null, null),
                        seen(FileType.FIFO, 0644, "", true),
                        "web:/note is there, but it is no regular file.",
                        "web:/note 存在，但不是普通文件。"));
    }

    static Stream<Arguments> unmetAttributes() {
        return Stream.of(
                arguments(
                        file(null, 04755, null),
                        text(""),
                        "web:/note has the permissions 644. This step wants “4755”.",
                        "web:/note 的权限是 644。这一步要求“4755”。"),
                arguments(
                        file(null, null, "1000"),
                        text(""),
                        "web:/note belongs to 0:5. This step wants “1000”.",
                        "web:/note 属于 0:5。这一步要求“1000”。"),
                arguments(
                        directory(),
                        seen(FileType.DIRECTORY, 0755, "", true),
                        "/note has 0 bytes. This step wants at least 1k.",
                        "/note 有 0 字节。这一步要求至少 1k。"),
                arguments(
                        absent(),
                        text("x"),
                        "web:/note is there. It must not be there like this.",
                        "web:/note 存在，而它不应该是这样。"),
                arguments(directory(), text(""), "/note is there, but it is no directory.", "/note 存在，但不是目录。"));
    }

    static Stream<Arguments> unmetOthers() {
        return Stream.of(
                arguments(
                        process("web", "nginx*", null),
                        alone(7, 0, "sleep", "1"),
                        "No process like “nginx*” runs in the container web.",
                        "容器 web 中没有“nginx*”这样的进程。"),
                arguments(
                        process("web", "sleep*", true),
                        alone(8, 0, "sleep", "1"),
                        "The process “sleep 1” runs, but it is not PID 1. This step wants it to be.",
                        "进程“sleep 1”在运行，但不是 1 号进程，而这一步要求它是。"),
                arguments(
                        process(null, "sleep*", null),
                        alone(8, 5, "sleep", "1"),
                        "The process “sleep 1” belongs to the user 5. This step wants 0.",
                        "进程“sleep 1”属于用户 5。这一步要求 0。"),
                arguments(
                        process("idle", "sh", null),
                        new Sight.NoContainer(),
                        "The container idle has been created but never started. This step wants it running.",
                        "容器 idle 已创建，但从未启动过。这一步要求它正在运行。"),
                arguments(
                        process("gone", "sh", null),
                        new Sight.NoContainer(),
                        "There is no container named gone yet.",
                        "还没有名为 gone 的容器。"));
    }

    static Stream<Arguments> unmetCommands() {
        return Stream.of(
                arguments(
                        command("0", null),
                        new Sight.OfCommand(Optional.of(2), ""),
                        "The command “ls /x” ends with 2. This step wants exit code 0.",
                        "命令“ls /x”的退出码是 2。这一步要求退出码为 0。"),
                arguments(
                        command("0", "a"),
                        new Sight.OfCommand(Optional.of(0), "b\n"),
                        "The command “ls /x” prints “b”. This step wants “a”.",
                        "命令“ls /x”输出“b”。这一步要求“a”。"),
                arguments(
                        command("0", null),
                        new Sight.OfCommand(Optional.empty(), ""),
                        "The command “ls /x” takes too long.",
                        "命令“ls /x”耗时太久。"));
    }

    static Stream<Arguments> unmetAnswers() {
        return Stream.of(
                arguments(
                        http(null),
                        new Sight.NoAnswer(true),
                        "Nobody listens at http://localhost:8080/x.",
                        "http://localhost:8080/x 没有程序在监听。"),
                arguments(
                        http(null),
                        new Sight.NoAnswer(false),
                        "There is no answer from http://localhost:8080/x.",
                        "http://localhost:8080/x 没有回应。"),
                arguments(
                        http(null),
                        new Sight.OfAnswer(404, "x"),
                        "http://localhost:8080/x answers with the status 404. This step wants 200.",
                        "http://localhost:8080/x 回应的状态码是 404。这一步要求 200。"),
                arguments(
                        http("hi"),
                        new Sight.OfAnswer(200, "x"),
                        "http://localhost:8080/x answers with “x”. This step wants “hi”.",
                        "http://localhost:8080/x 回应的内容是“x”。这一步要求“hi”。"));
    }

    static Stream<Arguments> unmetRegistry() {
        return Stream.of(
                arguments(
                        registry("2", false),
                        new Sight.OfRepository(Map.of("1", at(3))),
                        "There is no app:2 in the registry yet.",
                        "镜像仓库服务器上还没有 app:2。"),
                arguments(
                        registry(null, true),
                        new Sight.OfRepository(Map.of("1", at(-3))),
                        "app was pushed before this step began. Push it once more.",
                        "app 是在这一步开始之前推送的，请再推送一次。"),
                arguments(
                        registry(null, true),
                        new Sight.Failed("the disk is on fire"),
                        "That could not be looked at just now: the disk is on fire.",
                        "刚才没能查看：the disk is on fire。"));
    }

    @ParameterizedTest
    @MethodSource({"unmetFiles", "unmetAttributes", "unmetOthers", "unmetCommands", "unmetAnswers", "unmetRegistry"})
    void saysWhatWasSeen(OfInside check, Sight sight, String english, String chinese) {
        Reason reason = ((NotYet) evaluate(check, sight)).reason();

        assertThat(reason.text(Locale.ENGLISH)).isEqualTo(english);
        assertThat(reason.text(Locale.SIMPLIFIED_CHINESE)).isEqualTo(chinese);
    }

    @Test
    void whatIsNotKnownMeetsNeitherACheckNorItsOpposite() {
        OfFile file = file(null, null, null);

        for (Sights unknown : List.of(Sights.NONE, new Sights(Map.of(file.look(), new Sight.Failed("x"))))) {
            assertThat(evaluate(file, unknown)).isInstanceOf(NotYet.class);
            assertThat(evaluate(new Not(file), unknown)).isInstanceOf(NotYet.class);
        }
        Sights nothing = new Sights(Map.of(file.look(), new Sight.OfFile(Optional.empty())));
        assertThat(evaluate(new Not(file), nothing)).isInstanceOf(Met.class);
        assertThat(evaluate(new Not(file), new Sights(Map.of(file.look(), text("x")))))
                .isInstanceOf(NotYet.class);
        assertThat(evaluate(absent(), new Sight.OfFile(Optional.empty()))).isInstanceOf(Met.class);
        assertThat(evaluate(absent(), new Sight.NoContainer())).isInstanceOf(NotYet.class);
    }

    @Test
    void noLookIsNeededWhereTheEngineDecides() {
        Check file = file(null, null, null);
        Check web = ContainerWish.ANY.name("web").check();
        Check none = ContainerWish.ANY.name("none").check();
        Look look = new Look.AtFile(Optional.of("web"), "/note");

        assertThat(Looks.needed(new All(List.of(web, file)), VIEW, Given.STEP)).containsExactly(look);
        assertThat(Looks.needed(new All(List.of(file, none)), VIEW, Given.STEP)).isEmpty();
        assertThat(Looks.needed(new Any(List.of(file, web)), VIEW, Given.STEP)).isEmpty();
        assertThat(Looks.needed(new Any(List.of(none, new Not((OfFile) file))), VIEW, Given.STEP))
                .containsExactly(look);
        assertThat(Looks.needed(none, VIEW, Given.STEP)).isEmpty();
        assertThat(Looks.all(new All(List.of(file, none)))).containsExactly(look);
    }
}
