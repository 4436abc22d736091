package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.CourseId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.text.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoursesTest {
    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root);
    }

    @Test
    void readsACourse() {
        Courses courses = Courses.load(root);

        assertThat(courses.problems()).isEmpty();
        Course course = courses.find(new CourseId("basics")).orElseThrow();
        assertThat(course.title(Locale.ENGLISH)).isEqualTo("Basics");
        assertThat(course.title(Locale.SIMPLIFIED_CHINESE)).isEqualTo("基础");
        Lesson lesson = course.find(new LessonId("first")).orElseThrow();
        assertThat(lesson.number()).isEqualTo(10);
        assertThat(lesson.minutes()).isEqualTo(5);
        assertThat(lesson.title(Locale.SIMPLIFIED_CHINESE)).isEqualTo("标题");
        Step step = lesson.steps().getFirst();
        assertThat(step.id()).isEqualTo(new StepId("run"));
        assertThat(step.title(Locale.ENGLISH)).isEqualTo("Step");
        assertThat(step.solution().commands()).containsExactly("docker create --name web busybox");
        assertThat(step.hints())
                .singleElement()
                .extracting(hint -> hint.texts().in(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("帮助.");
    }

    private static final String TWO_HOSTS = """
            minutes: 5
            hosts: 2
            steps:
              - id: run
                check:
                  all:
                    - host2: {container: {name: web}}
                    - container: {name: web}
                solution:
                  - host2$ docker create --name web busybox
                  - docker create --name web busybox
            """;

    @Test
    void aLessonNamesTheHostsThatItNeeds() throws IOException {
        files.lesson(TWO_HOSTS);
        writeTexts("```run host=host2");

        Courses courses = Courses.load(root);
        assertThat(files.problems()).isEmpty();
        Lesson lesson = courses.courses().getFirst().lessons().getFirst();
        assertThat(lesson.hosts()).isEqualTo(2);
        Step step = lesson.steps().getFirst();
        assertThat(step.solution().lines())
                .containsExactly(
                        new TypedLine(2, "docker create --name web busybox"),
                        new TypedLine(1, "docker create --name web busybox"));
        assertThat(LessonText.html(Locale.ENGLISH, lesson.values(), step))
                .contains("data-host=\"host2\"")
                .contains("data-command=\"docker create --name web busybox\" data-host=\"2\"");
    }

    @Test
    void aHostThatTheLessonDoesNotNameIsAProblem() throws IOException {
        files.lesson(TWO_HOSTS.replace("hosts: 2\n", ""));
        writeTexts("```run host=host3");

        assertThat(files.problems())
                .contains(
                        "lesson.yaml:5: host2 is not there: write \"hosts: 2\" in lesson.yaml",
                        "lesson.yaml:9: host2 is not there: write \"hosts: 2\" in lesson.yaml",
                        "text.en.md:5: host3 is not there: write \"hosts: 3\" in lesson.yaml",
                        "text.zh-CN.md:5: host3 is not there: write \"hosts: 3\" in lesson.yaml");
    }

    @Test
    void theLanguagesTypeOnTheSameHost() throws IOException {
        files.lesson(TWO_HOSTS);
        writeTexts("```run host=host2");
        files.chinese(Files.readString(files.lessonFile("text.zh-CN.md")).replace("host=host2", "host=host1"));

        assertThat(files.problems())
                .contains("text.zh-CN.md:5: the run \"docker create --name web busybox\" does not stand at this"
                        + " place in text.en.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```run host=2",
                "```run host=host0",
                "```run host2",
                "```run host=host2 now",
                "```run once once",
                "```run once no-run"
            })
    void whatStandsBesideRunIsAHost(String fence) throws IOException {
        files.lesson(TWO_HOSTS);
        writeTexts(fence);

        assertThat(files.problems())
                .contains(
                        "text.en.md:5: beside \"run\" stand host=host2, terminal=logs, once and interrupt, each once, or no-run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "two", "22", "-1"})
    void theNumberOfHostsIsOneThatStudentsMayHave(String number) throws IOException {
        files.lesson(TWO_HOSTS.replace("hosts: 2", "hosts: " + number));

        assertThat(files.problems()).contains("lesson.yaml:2: \"hosts\": \"" + number + "\" is not from 1 to 3");
    }

    private void writeTexts(String fence) throws IOException {
        for (String file : List.of("text.en.md", "text.zh-CN.md")) {
            Path path = files.lessonFile(file);
            Files.writeString(path, Files.readString(path).replace("```run", fence));
        }
    }

    @Test
    void aBadLessonDoesNotHideTheOthers() throws IOException {
        copyLesson("020-second");
        files.lesson("steps: []");

        Courses courses = Courses.load(root);
        assertThat(courses.courses())
                .singleElement()
                .satisfies(course ->
                        assertThat(course.lessons()).extracting(Lesson::id).containsExactly(new LessonId("second")));
        assertThat(files.problems()).containsExactly("lesson.yaml:1: \"minutes\" is missing in a lesson");
    }

    private void copyLesson(String name) throws IOException {
        for (String file : List.of("lesson.yaml", "text.en.md", "text.zh-CN.md")) {
            files.write("courses/basics/" + name + "/" + file, Files.readString(files.lessonFile(file)));
        }
    }

    @Test
    void lessonsAreOrderedByNumber() throws IOException {
        copyLesson("020-second");
        copyLesson("005-zero");

        assertThat(Courses.load(root).courses().getFirst().lessons())
                .extracting(Lesson::number)
                .containsExactly(5, 10, 20);
    }

    @Test
    void directoriesHaveTheirForm() throws IOException {
        copyLesson("20-second");
        copyLesson("030-First");
        copyLesson("040-first");
        files.write("courses/Bad Name/course.yaml", "title: {en: a, zh-CN: b}");

        assertThat(files.problems())
                .containsExactly(
                        "courses/Bad Name:1: \"Bad Name\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                        "courses/Bad Name:1: a course without a lesson that can be read",
                        "030-First:1: \"First\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                        "040-first:1: the same lesson id as 010-first",
                        "20-second:1: a lesson's directory is called like 020-hello-world");
    }

    @Test
    void missingDirectoryIsAProblem() {
        Courses courses = Courses.load(root.resolve("nowhere"));

        assertThat(courses.courses()).isEmpty();
        assertThat(courses.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).startsWith("courses:1: the directory cannot be read: "));
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Files.delete(files.lessonFile("lesson.yaml"));
        Files.delete(files.lessonFile("text.zh-CN.md"));

        assertThat(files.problems())
                .containsExactly(
                        "courses/basics:1: a course without a lesson that can be read",
                        "lesson.yaml:1: the file is missing",
                        "text.zh-CN.md:1: the file is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "''|1: the file is empty",
                "[]|1: a lesson must be a mapping, not a list",
                "minutes: 5|1: \"steps\" is missing in a lesson",
                "minutes: 0\\nsteps: []|1: \"minutes\": \"0\" is not from 1 to 240",
                "minutes: soon\\nsteps: []|1: \"minutes\": \"soon\" is not from 1 to 240",
                "minutes: 5\\nsteps: []|2: \"steps\" is an empty list",
                "minutes: 5\\nsteps: {}|2: \"steps\" must be a list, not a mapping",
                "minutes: 5\\nsteps:\\n- id: x\\ntitel: y|4: unknown key \"titel\" in a lesson; known are hosts, images, minutes, steps, variables",
                "minutes: 5\\nsteps:\\n- id: a\\n  chek: {}|4: unknown key \"chek\" in a step; known are capture, check, hints, id, keep, needs, quiz, solution, wrong",
                "minutes: 5\\nsteps:\\n- id: A\\n  check: {}|3: \"id\": \"A\" is not an id: lower-case letters, digits and single hyphens, a letter first",
                "minutes: 5\\nminutes: 6\\nsteps: []|2: not YAML: Duplicate Object property \"minutes\"",
                "minutes: 5\\nsteps:\\n- id: a\\n  check: {container: {}}\\n  solution: []|5: \"solution\" is an empty list",
                "minutes: 5\\nsteps:\\n- id: a\\n  check: {container: {}}\\n  solution:\\n  - ''|6: \"solution\" must be a text, not an empty one",
                "minutes: 5\\nsteps:\\n- id: a\\n  check:\\n  solution: [x]|4: a value is missing",
                "minutes: [5\\nsteps: 6|2: not YAML: expected ',' or ']', but got :",
                "minutes: 5\\n\\tsteps: 6|2: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
                "minutes: 5\\nsteps: []\\n---\\nx: 1|4: only one document in a file",
            })
    void lessonYamlProblems(String yaml, String problem) throws IOException {
        String source = yaml.equals("''") ? "" : yaml.replace("\\n", "\n").replace("\\t", "\t");
        assertThat(files.lesson(source).problems()).contains("lesson.yaml:" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "container: {nam: web}|6: unknown key \"nam\" in a container check; known are alias, arguments, count, cpus, created, env, exit-code, health, hostname, image, init, label, memory, mount, name, network, oom-killed, pids-limit, publish, read-only, restart, restarts, started, state, user, workdir",
                "container: web|6: a container check must be a mapping, not a text",
                "container: {state: stopped}|6: \"state\": \"stopped\" is not a state of containers; they are created, running, paused, restarting, removing, exited, dead",
                "container: {exit-code: zero}|6: \"exit-code\": \"zero\" is not a number, nor one after !=, >= or <=",
                "container: {created: today}|6: \"created\" can only be in-step",
                "container: {name: ''}|6: \"name\" must be a text, not an empty one",
                "container:\\n  name: web\\n  image: UPPER|8: \"image\": invalid reference format: repository name (library/UPPER) must be lowercase",
                "image: {layers: 1}|6: \"reference\" is missing in an image check",
                "event: {type: pod, action: x}|6: \"type\": \"pod\" is not a type of events; they are container, image, network, volume, daemon, build",
                "event: {}|6: \"action\" is missing in an event check",
                "all: []|6: \"all\" is an empty list",
                "all: {}|6: \"all\" must be a list, not a mapping",
                "not: {all: [{container: {}}]}|6: \"not\" takes one thing, such as a container, not all, any or not",
                "{}|6: a check is exactly one of all, any, not, container, image, layer, network, name, volume, event, build, file, process, http, tcp, command, registry",
                "container: {}\\nimage: {reference: x}|6: a check is exactly one of all, any, not, container, image, layer, network, name, volume, event, build, file, process, http, tcp, command, registry",
                "build: {status: stopped}|6: \"status\": \"stopped\" is not a status of builds; they are running, done, failed, cancelled",
                "floor: {}|6: unknown key \"floor\" in a check; known are all, any, build, command, container, event, file, host1, host2, host3, http, image, layer, name, network, not, process, registry, tcp, volume",
                "host2: {file: {path: /x}}|6: only the first lab host can be looked into: on host2 ask for what its engine knows",
            })
    void checkProblems(String check, String problem) throws IOException {
        assertThat(files.check(check.replace("\\n", "\n")).problems()).contains("lesson.yaml:" + problem);
    }

    @Test
    void everyBadStepIsNamedAtOnce() throws IOException {
        files.lesson("""
                minutes: 5
                steps:
                  - id: run
                    check: {container: {nam: x}}
                    solution: [a]
                  - id: run
                  - id: two
                    check: {event: {action: die}}
                    solution: [a]
                  - id: two
                    check: {event: {action: die}}
                    solution: [a]
                """);

        assertThat(files.problems())
                .contains(
                        "lesson.yaml:4: unknown key \"nam\" in a container check; known are alias, arguments, count, cpus, created, env, exit-code, health, hostname, image, init, label, memory, mount, name, network, oom-killed, pids-limit, publish, read-only, restart, restarts, started, state, user, workdir",
                        "lesson.yaml:6: \"check\" is missing in a step",
                        "lesson.yaml:10: a second step \"two\"");
    }

    @Test
    void textsHaveTheStepsOfTheLesson() throws IOException {
        files.english("# T\n\n## A {#other}\n");

        assertThat(files.problems())
                .contains(
                        "text.en.md:3: the section {#other} is no step of lesson.yaml; they are run",
                        "lesson.yaml:3: the step run has no section {#run} in text.en.md");
    }

    @Test
    void textsHaveTheSameCommandsPicturesAndHints() throws IOException {
        String head = "# T\n\n## A {#run}\n\n";
        String run = "```run\ndocker ps\n```\n\n";
        files.english(head + run + "![a](picture:layers)\n\n> [!HINT]\n> x\n");

        files.chinese(head + run + "![a](picture:lifecycle)\n\n> [!HINT]\n> x\n");
        assertThat(files.problems())
                .contains("text.zh-CN.md:9: the picture \"lifecycle\" does not stand at this place in text.en.md");
        files.chinese(head + run.replace("ps", "ps -a") + "![a](picture:layers)\n\n> [!HINT]\n> x\n");
        assertThat(files.problems())
                .contains("text.zh-CN.md:5: the run \"docker ps -a\" does not stand at this place in text.en.md");
        files.chinese(head + run);
        assertThat(files.problems()).contains("text.zh-CN.md:3: the step lacks the picture \"layers\" of text.en.md:9");
        files.chinese(head + run + "![a](picture:layers)\n");
        assertThat(files.problems()).contains("text.zh-CN.md:3: the step has 0 hints, in text.en.md it has 1");
    }
}
