package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What editors are told of lesson files is what the reader takes. */
class SchemaTest {
    private static final Path CONTENT = Path.of("..", "content");
    private static final JsonNode LESSON = schema("lesson");
    private static final JsonNode COURSE = schema("course");
    private static final JsonNode GLOSSARY = schema("glossary");
    private static final Pattern UNKNOWN = Pattern.compile("unknown key \"zzz\" in .*; known are (.*)");

    @TempDir
    private Path root;

    private static JsonNode schema(String name) {
        return JsonMapper.shared()
                .readTree(CONTENT.resolve("schema/" + name + ".schema.json").toFile());
    }

    static Stream<Path> lessons() throws IOException {
        try (Stream<Path> files = Files.walk(CONTENT.resolve("courses"))) {
            return files.filter(file -> file.endsWith("lesson.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void everyShippedLessonIsWhatTheSchemaSays(Path lesson) {
        assertThat(new SchemaProblems(LESSON).of(YAMLMapper.shared().readTree(lesson.toFile())))
                .isEmpty();
    }

    @Test
    void theShippedCourseIsWhatTheSchemaSays() {
        JsonNode course = YAMLMapper.shared()
                .readTree(CONTENT.resolve("courses/docker-basics/course.yaml").toFile());

        assertThat(new SchemaProblems(COURSE).of(course)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minutes: x|/minutes",
                "steps: [{id: A, quiz: {id: a, kind: single, answers: [a, b], right: a}}]|/steps/0/id",
                "steps: [{id: a}]|/steps/0",
                "steps: [{id: a, needs: {b: c}, check: {tcp: {port: 1}}, solution: [a]}]|/steps/0/needs",
                "steps: [{id: a, check: {file: {path: /a, typ: file}}, solution: [a]}]|/steps/0/check/file/typ",
                "steps: [{id: a, check: {file: {path: /a}, tcp: {port: 1}}, solution: [a]}]|/steps/0/check",
                "steps: [{id: a, check: {container: {state: stopped}}, solution: [a]}]|/steps/0/check/container/state",
                "steps: [{id: a, check: {tcp: {host: a}}, solution: [a]}]|/steps/0/check/tcp",
                "variables: {fruit: {one-of: [apple]}}|/variables/fruit/one-of",
                "steps: [{id: a, check: {tcp: {port: 1}}, solution: [a], capture: {b: {image: c}}}]|/steps/0/capture/b"
            })
    void aMistakeIsSeenInTheEditor(String yaml, String place) {
        String whole = "minutes: 5\nsteps: [{id: a, quiz: {id: a, kind: single, answers: [a, b], right: a}}]\n";
        String key = yaml.substring(0, yaml.indexOf(':'));
        String changed =
                whole.lines().filter(line -> !line.startsWith(key + ":")).reduce("", (text, line) -> text + line + "\n")
                        + yaml + "\n";

        assertThat(new SchemaProblems(LESSON).of(YAMLMapper.shared().readTree(whole)))
                .isEmpty();
        assertThat(new SchemaProblems(LESSON).of(YAMLMapper.shared().readTree(changed)))
                .contains(place);
    }

    /** The reader itself says which keys it knows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|zzz: 1",
                "variable|variables: {a: {zzz: 1}}",
                "step|steps: [{zzz: 1}]",
                "capture|steps: [{id: a, check: {event: {action: die}}, solution: [a], capture: {a: {zzz: 1}}}]",
                "quiz|steps: [{id: a, quiz: {zzz: 1}}]",
                "expected|steps: [{id: a, quiz: {id: a, kind: text, right: a, answers: {a: {zzz: 1}}}}]",
                "wrong|steps: [{id: a, check: {event: {action: die}}, solution: [a], wrong: [{zzz: 1}]}]",
                "hint|steps: [{id: a, check: {event: {action: die}}, solution: [a], hints: [{zzz: 1}]}]",
                "check|steps: [{id: a, check: {zzz: 1}}]",
                "container|steps: [{id: a, check: {container: {zzz: 1}}}]",
                "mount|steps: [{id: a, check: {container: {mount: {zzz: 1}}}}]",
                "image|steps: [{id: a, check: {image: {zzz: 1}}}]",
                "layer|steps: [{id: a, check: {layer: {zzz: 1}}}]",
                "network|steps: [{id: a, check: {network: {zzz: 1}}}]",
                "volume|steps: [{id: a, check: {volume: {zzz: 1}}}]",
                "event|steps: [{id: a, check: {event: {zzz: 1}}}]",
                "build|steps: [{id: a, check: {build: {zzz: 1}}}]",
                "file|steps: [{id: a, check: {file: {zzz: 1}}}]",
                "process|steps: [{id: a, check: {process: {zzz: 1}}}]",
                "http|steps: [{id: a, check: {http: {zzz: 1}}}]",
                "tcp|steps: [{id: a, check: {tcp: {zzz: 1}}}]",
                "command|steps: [{id: a, check: {command: {zzz: 1}}}]",
                "registry|steps: [{id: a, check: {registry: {zzz: 1}}}]"
            })
    void theSchemaKnowsEveryKeyThatTheReaderKnowsAndNoOther(String part, String yaml) throws IOException {
        ContentFiles files = ContentFiles.right(root).lesson(yaml.startsWith("zzz") ? yaml : "minutes: 5\n" + yaml);
        JsonNode described = part == null ? LESSON : LESSON.path("$defs").path(part);

        assertThat(keys(described)).isEqualTo(known(files.problems()));
    }

    @Test
    void theSchemaOfCoursesKnowsTheKeysOfTheReader() throws IOException {
        ContentFiles files = ContentFiles.right(root).write("courses/basics/course.yaml", "zzz: 1\n");
        assertThat(keys(COURSE)).isEqualTo(known(files.problems()));

        files.write("courses/basics/course.yaml", "title: {zzz: 1}\n");
        assertThat(keys(COURSE.path("$defs").path("title"))).isEqualTo(known(files.problems()));
    }

    @Test
    void theSchemaOfTheGlossaryKnowsTheKeysOfTheReaderAndTakesTheShippedOne() throws IOException {
        ContentFiles files = ContentFiles.right(root).write("glossary.yaml", "a: {zzz: 1}\n");
        JsonNode parts = GLOSSARY.path("$defs");
        assertThat(keys(parts.path("term"))).isEqualTo(known(files.problems()));
        files.write("glossary.yaml", "a: {en: {zzz: 1}, zh-CN: {zzz: 1}}\n");
        assertThat(keys(parts.path("words"))).isEqualTo(known(files.problems()));

        JsonNode shipped =
                YAMLMapper.shared().readTree(CONTENT.resolve("glossary.yaml").toFile());
        assertThat(new SchemaProblems(GLOSSARY).of(shipped)).isEmpty();
        assertThat(new SchemaProblems(GLOSSARY).of(YAMLMapper.shared().readTree("Layer: {en: 1}")))
                .isNotEmpty();
    }

    private static Set<String> keys(JsonNode described) {
        return new TreeSet<>(described.path("properties").propertyNames());
    }

    private static Set<String> known(List<String> problems) {
        return problems.stream()
                .map(UNKNOWN::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(found -> new TreeSet<>(List.of(found.group(1).split(", "))))
                .orElseThrow(() -> new AssertionError("the reader does not say what it knows: " + problems));
    }

    @Test
    void everyPartOfTheSchemaIsUsed() {
        String text = LESSON.toString();

        assertThat(LESSON.path("$defs").propertyNames())
                .allSatisfy(part -> assertThat(text).contains("\"#/$defs/" + part + "\""));
    }
}
