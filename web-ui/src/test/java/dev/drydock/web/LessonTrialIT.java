package dev.drydock.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.NewLesson;
import dev.drydock.lessons.message.Messages;
import dev.drydock.web.live.SideBySideLesson;
import dev.drydock.web.trial.JunitReport;
import dev.drydock.web.trial.TrialResult;
import dev.drydock.web.trial.TrialResult.Part;
import dev.drydock.web.trial.Trials.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lessons are done on real lab hosts, typed through the sockets that pages use. */
@Tag("kernel")
@Tag("dockercli")
@Timeout(900)
class LessonTrialIT {
    private static final Path SHIPPED = Path.of("../content");

    @TempDir
    private Path content;

    private Path data;

    @BeforeEach
    void makeDataDirectory() throws IOException {
        data = Files.createTempDirectory(Path.of("/tmp"), "drydock-trial-");
    }

    @AfterEach
    void deleteDataDirectory() throws IOException {
        Trees.delete(data);
    }

    private static List<Lesson> lessons(Path from) {
        return Courses.load(from).courses().stream()
                .flatMap(course -> course.lessons().stream())
                .toList();
    }

    /** Each lesson by a student of its own. */
    private static Stream<Row> each(Path from, Locale locale) {
        return lessons(from).stream().map(lesson -> new Row(List.of(lesson), locale));
    }

    private List<TrialResult> tryRows(Path from, List<Row> rows) throws InterruptedException {
        try (ServerFixture server = new ServerFixture(data, from)) {
            return server.trials().run(rows, 4, _ -> {});
        }
    }

    private List<TrialResult> tryAll(Path from, List<Locale> locales) throws InterruptedException {
        return tryRows(
                from, locales.stream().flatMap(locale -> each(from, locale)).toList());
    }

    private List<TrialResult> tryAll(List<Locale> locales) throws InterruptedException {
        return tryAll(content, locales);
    }

    /** Each on new lab hosts, and by one student after the others: nothing that one leaves is in the way of a later one. */
    @Test
    void everyShippedLessonCanBeDone() throws Exception {
        Row inARow = new Row(lessons(SHIPPED), Locale.ENGLISH);
        List<TrialResult> results = tryRows(
                SHIPPED,
                Stream.concat(Stream.of(inARow), each(SHIPPED, Locale.SIMPLIFIED_CHINESE))
                        .toList());

        assertThat(results).hasSize(2 * inARow.lessons().size());
        assertThat(results).allSatisfy(result -> assertThat(failures(result)).isEmpty());
    }

    @Test
    void aLessonWhoseImagesAreMissingIsNotTriedAndHasNotPassed() throws Exception {
        replace(newLesson(), "minutes: ", "images: [postgres]\nminutes: ");

        TrialResult result = tryAll(List.of(Locale.ENGLISH)).getFirst();
        assertThat(result.missingImages()).containsExactly("postgres:latest");
        assertThat(result.isTried()).isFalse();
        assertThat(result.isPassed()).isFalse();
        assertThat(result.parts()).isEmpty();
        Path file = content.resolve("report.xml");
        JunitReport.write(List.of(result), file);
        assertThat(Files.readString(file)).contains("<skipped message=\"needs images: postgres:latest\"");
    }

    /** A lesson whose steps ask real things with every kind of check. */
    @Test
    void everyKindOfCheckIsMetByRealThings() throws Exception {
        Path lesson = newLesson();
        String steps = Files.readString(Path.of("src/test/resources/dev/drydock/web/every-check.yaml"));
        Files.writeString(lesson.resolve("lesson.yaml"), steps);
        String text = "# Every check\n"
                + steps.lines()
                        .filter(line -> line.startsWith("  - id: "))
                        .map(line -> line.substring("  - id: ".length()))
                        .map(id -> "\n## " + id + " {#" + id + "}\n\nDo it.\n")
                        .collect(Collectors.joining());
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Files.writeString(lesson.resolve(name), text);
        }

        assertThat(Courses.load(content).problems()).isEmpty();
        assertThat(tryAll(List.of(Locale.ENGLISH)))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(failures(result)).isEmpty());
    }

    private static List<String> failures(TrialResult result) {
        return result.parts().stream()
                .flatMap(part ->
                        part.failure().stream().map(failure -> result.name() + ", " + part.name() + ": " + failure))
                .toList();
    }

    private Path newLesson() throws IOException {
        Path course = Files.createDirectories(content.resolve("courses/basics"));
        Files.copy(SHIPPED.resolve("courses/docker-basics/course.yaml"), course.resolve("course.yaml"));
        return NewLesson.write(course, "mine");
    }

    private static void replace(Path lesson, String old, String next) throws IOException {
        try (Stream<Path> files = Files.list(lesson)) {
            for (Path file : files.toList()) {
                Files.writeString(file, Files.readString(file).replace(old, next));
            }
        }
    }

    private Part last() throws InterruptedException {
        return tryAll(List.of(Locale.SIMPLIFIED_CHINESE)).getFirst().parts().getLast();
    }

    @Test
    void aNewLessonCanBeDone() throws Exception {
        newLesson();

        List<TrialResult> results = tryAll(Messages.LOCALES);
        assertThat(results).hasSize(2).allMatch(TrialResult::isPassed);
        assertThat(results.getFirst().parts()).extracting(Part::name).containsExactly("start", "keep-running", "stop");
    }

    /** That of the manual for authors. */
    @Test
    void aLessonInOneFileCanBeDone() throws Exception {
        Path course = Files.createDirectories(content.resolve("courses/basics"));
        Files.copy(SHIPPED.resolve("courses/docker-basics/course.yaml"), course.resolve("course.yaml"));
        String manual = Files.readString(Path.of("../docs/authoring.md"));
        String begin = "~~~~markdown\n";
        int start = manual.indexOf(begin) + begin.length();
        Files.writeString(
                course.resolve("010-two-greetings.md"), manual.substring(start, manual.indexOf("~~~~", start)));

        List<TrialResult> results = tryAll(Messages.LOCALES);
        assertThat(results).hasSize(2).allMatch(TrialResult::isPassed);
        assertThat(results.getFirst().parts()).extracting(Part::name).containsExactly("start", "hello", "again");
    }

    @Test
    void aLessonOnTwoHostsCanBeDone() throws Exception {
        Path lesson = newLesson();
        Files.writeString(lesson.resolve("lesson.yaml"), """
                minutes: 5
                hosts: 2
                steps:
                  - id: push
                    check:
                      event: {type: image, action: push}
                    solution:
                      - docker tag hello-world registry.lab:5000/$(hostname)/mine
                      - docker push registry.lab:5000/$(hostname)/mine
                      - (printf 'HTTP/1.0 200 OK\\r\\n\\r\\n'; hostname) | nc -l -p 8000 >/dev/null &
                  - id: pull
                    check:
                      host2: {event: {type: image, action: pull}}
                    solution:
                      - host2$ owner=$(nc host1 8000 </dev/null | tail -n 1)
                      - host2$ docker pull registry.lab:5000/$owner/mine
                """);
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Files.writeString(lesson.resolve(name), "# T\n\n## A {#push}\n\nDo.\n\n## B {#pull}\n\nDo.\n");
        }

        assertThat(Courses.load(content).problems()).isEmpty();
        assertThat(tryAll(List.of(Locale.ENGLISH)))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(failures(result)).isEmpty());
    }

    @Test
    void whatWasTakenDownCanBeTyped() throws Exception {
        Path lesson = newLesson();
        Files.writeString(lesson.resolve("lesson.yaml"), """
                minutes: 5
                steps:
                  - id: begin
                    check:
                      container: {image: busybox, state: running, started: in-step}
                    solution:
                      - docker run -d -p 80 busybox sleep 1000
                    capture:
                      its-id: {container: "*", property: id}
                      its-name: {container: "*", property: name}
                      its-address: {container: "*", property: ip}
                      its-port: {container: "*", property: port}
                      its-image: {container: "*", property: image}
                      busybox-id: {image: busybox, property: id}
                      subnet: {network: bridge, property: subnet}
                  - id: check
                    check:
                      all:
                        - command: {line: "docker ps | grep -q '@{its-id}.*:@{its-port}->80/tcp.*@{its-name}'"}
                        - command: {line: "docker network inspect bridge | grep -q '@{subnet}'"}
                        - command: {line: "docker network inspect bridge | grep -q '@{its-address}/'"}
                        - image: {reference: busybox, id: "@{its-image}"}
                        - image: {reference: busybox, id: "@{busybox-id}"}
                        - event: {action: exec_die, actor: "@{its-name}", exit-code: 0}
                    solution:
                      - docker exec @{its-id} hostname -i | grep -w @{its-address}
                """);
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Files.writeString(lesson.resolve(name), "# T\n\n## A {#begin}\n\nDo.\n\n## B {#check}\n\nDo.\n");
        }

        assertThat(Courses.load(content).problems()).isEmpty();
        assertThat(tryAll(List.of(Locale.ENGLISH)))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(failures(result)).isEmpty());
    }

    @Test
    void aLessonWhoseStepsAreOpenTogetherCanBeDone() throws Exception {
        assertThat(tryAll(SideBySideLesson.write(content), Messages.LOCALES))
                .hasSize(2)
                .allSatisfy(result -> assertThat(failures(result)).isEmpty());
    }

    @Test
    void aStepThatIsDoneByTheSolutionOfAnotherFails() throws Exception {
        Path lesson = SideBySideLesson.write(content).resolve("courses/basics/010-mine");
        replace(
                lesson,
                "[docker create --name left busybox]",
                "[docker create --name left busybox, docker create --name right busybox]");

        Part step = tryAll(content.resolve("content"), List.of(Locale.ENGLISH))
                .getFirst()
                .parts()
                .getLast();
        assertThat(step.name()).isEqualTo("right");
        assertThat(step.failure()).contains("before anything of it was typed, the step is done");
    }

    @Test
    void aSolutionThatUndoesAnotherStepFailsInTheEnd() throws Exception {
        Path lesson = newLesson();
        Files.writeString(lesson.resolve("lesson.yaml"), """
                minutes: 5
                steps:
                  - id: base
                    keep: false
                    check: {container: {name: base}}
                    solution: [docker create --name base busybox]
                  - id: other
                    needs: []
                    check: {container: {name: other}}
                    solution: [SOLUTION docker create --name other busybox]
                """);
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Files.writeString(lesson.resolve(name), "# T\n\n## A {#base}\n\nDo.\n\n## B {#other}\n\nDo.\n");
        }
        replace(lesson, "SOLUTION ", "docker rm base,");
        assertThat(last().failure().orElseThrow()).startsWith("in the end the step base is open: 这一步开始以来");
        replace(lesson, "docker rm base,", "");
        assertThat(last().failure()).isEmpty();
    }

    @Test
    void aSolutionThatSolvesNothingFailsWithTheReasonAndTheScreen() throws Exception {
        // One that ran for a moment might be seen.
        replace(newLesson(), "docker run -d", "docker create");

        Part step = last();
        assertThat(step.name()).isEqualTo("keep-running");
        assertThat(step.failure().orElseThrow())
                .contains("after its solution the step is open: 容器 mine 已创建，但从未启动过。")
                .contains("# docker create --name mine busybox sleep 1000");
    }

    private void addWrong(String check, String attempt, String undo) throws IOException {
        addSituation("wrong", "WRONG", check, attempt, undo);
    }

    /** Makes a mistake in the first step of a new lesson, or gets stuck there. */
    private void addSituation(String key, String callout, String check, String attempt, String undo)
            throws IOException {
        Path lesson = newLesson();
        Path yaml = lesson.resolve("lesson.yaml");
        String steps = Files.readString(yaml);
        int second = steps.indexOf("  - id: stop");
        Files.writeString(
                yaml,
                steps.substring(0, second)
                        + "    " + key + ":\n      - id: oops\n        check: " + check + "\n        try: [" + attempt
                        + "]\n"
                        + (undo.isEmpty() ? "" : "        undo: [" + undo + "]\n")
                        + steps.substring(second));
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Path text = lesson.resolve(name);
            String markdown = Files.readString(text);
            int heading = markdown.indexOf("\n## ", markdown.indexOf("{#keep-running}"));
            Files.writeString(
                    text,
                    markdown.substring(0, heading) + "\n> [!" + callout + " oops]\n> It was.\n"
                            + markdown.substring(heading));
        }
        assertThat(Courses.load(content).problems()).isEmpty();
    }

    @Test
    void aWrongAnswerIsMadeBeforeTheSolution() throws Exception {
        addWrong("{container: {name: other}}", "docker create --name other busybox", "docker rm other");

        assertThat(tryAll(List.of(Locale.ENGLISH))).hasSize(1).allMatch(TrialResult::isPassed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{container: {name: never}}|docker create --name other busybox|docker rm other"
                        + "|wrong answer oops: it is not explained; the step says: ",
                "{container: {name: other}}|docker create --name other busybox|true"
                        + "|wrong answer oops: it is still explained after it was undone",
                "{container: {name: mine}}|docker run -d --name mine busybox sleep 1000|docker rm -f mine"
                        + "|wrong answer oops: it does the step",
                "{image: {reference: busybox}}|true|true"
                        + "|the check of keep-running, wrong answer oops is met on a new lab host",
            })
    void aWrongAnswerThatProvesNothingFails(String check, String attempt, String undo, String failure)
            throws Exception {
        addWrong(check, attempt, undo);

        assertThat(last().failure().orElseThrow()).startsWith(failure);
    }

    @Test
    void aHintIsTriedBeforeTheSolution() throws Exception {
        addSituation(
                "hints", "HINT", "{container: {name: other}}", "docker create --name other busybox", "docker rm other");

        assertThat(tryAll(List.of(Locale.ENGLISH))).hasSize(1).allMatch(TrialResult::isPassed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{container: {name: never}}|hint oops: it is not explained; the step says: ",
                "{image: {reference: busybox}}|the check of keep-running, hint oops is met on a new lab host"
            })
    void aHintThatNobodyIsOfferedFails(String check, String failure) throws Exception {
        addSituation("hints", "HINT", check, "docker create --name other busybox", "docker rm other");

        assertThat(last().failure().orElseThrow()).startsWith(failure);
    }

    @Test
    void aCheckThatIsMetAtTheStartFails() throws Exception {
        replace(
                newLesson(),
                "{name: \"mine\", image: busybox, state: running, started: in-step}\n",
                "{name: \"mine\"}\n");
        replace(
                content.resolve("courses/basics/010-mine"),
                "container: {name: \"mine\"}\n",
                "image: {reference: busybox}\n");

        Part start = last();
        assertThat(start.name()).isEqualTo("start");
        assertThat(start.failure()).contains("the check of keep-running is met on a new lab host");
    }

    @Test
    void aStepThatTheOneBeforeDoesFails() throws Exception {
        replace(
                newLesson(),
                "      all:\n        - container: {name: \"mine\", state: exited}\n        - event: {action: kill, actor: \"mine\"}\n",
                "      container: {name: \"mine\"}\n");

        Part stop = last();
        assertThat(stop.name()).isEqualTo("stop");
        assertThat(stop.failure()).contains("before anything of it was typed, the step is done");
    }

    @Test
    void theReportSaysWhatFailed() throws Exception {
        replace(newLesson(), "docker run -d", "docker create");
        Path file = content.resolve("report.xml");

        JunitReport.write(tryAll(List.of(Locale.ENGLISH)), file);
        var suites = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(Optional.of(suites.getElementsByTagName("failure").item(0).getTextContent()))
                .hasValueSatisfying(text -> assertThat(text).startsWith("after its solution the step is open"));
    }
}
