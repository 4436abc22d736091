package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.core.dockerfile.Dockerfile.Line;
import dev.drydock.core.dockerfile.Dockerfile.Stage;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Any bytes end in a result or in a refusal. In the ordinary run these are the inputs beside this class in the resources, with
 * {@code ./drydock test --fuzz} those that a fuzzer finds.
 */
class DockerfileFuzzTest {
    private static final Map<String, String> VARIABLES = Map.of("a", "aXbX.c", "b", "", "c", "x y");

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    @FuzzTest
    void dockerfile(byte[] data) {
        Dockerfile file;
        try {
            file = DockerfileParser.parse(text(data));
        } catch (InvalidParameter e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        List<Line> lines = new ArrayList<>(file.globals());
        for (Stage stage : file.stages()) {
            lines.add(new Line(stage.number(), stage.text(), stage.from()));
            lines.addAll(stage.lines());
            apply(stage, file.escape());
        }
        assertThat(lines).extracting(Line::number).isSorted().doesNotHaveDuplicates();
        for (Line line : lines) {
            assertThat(line.text()).isEqualTo(Spaces.trim(line.text())).isNotEmpty();
            if (line.instruction() instanceof ConfigInstruction.Onbuild(String trigger)) {
                readAgain(trigger, file.escape());
            }
        }
    }

    private static void apply(Stage stage, char escape) {
        RunConfig nothing = new RunConfig(null, null, null, null, null, null, null, null, null, null, null, null);
        List<ConfigInstruction> changes = stage.lines().stream()
                .map(Line::instruction)
                .filter(ConfigInstruction.class::isInstance)
                .map(ConfigInstruction.class::cast)
                .toList();
        try {
            assertThat(new ConfigChanges(nothing, VARIABLES, escape, false)
                            .apply(changes)
                            .result())
                    .isNotNull();
        } catch (InvalidParameter e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void readAgain(String trigger, char escape) {
        try {
            assertThat(InstructionParser.parseTrigger(trigger, escape)).isNotNull();
        } catch (InvalidParameter e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @FuzzTest
    void expansion(byte[] data) {
        String word = text(data);
        try {
            String expanded = Expansion.of(word, '\\', name -> Optional.ofNullable(VARIABLES.get(name)));
            if (word.chars().noneMatch(c -> "$\\'\"".indexOf(c) >= 0)) {
                assertThat(expanded).isEqualTo(word);
            }
            List<String> words = Expansion.words(word, '\\', name -> Optional.ofNullable(VARIABLES.get(name)));
            assertThat(words).doesNotContain("");
            assertThat(expanded.length())
                    .isGreaterThanOrEqualTo(
                            words.stream().mapToInt(String::length).sum());
        } catch (InvalidParameter e) {
            assertThat(e.getMessage()).startsWith("failed to process ");
        }
    }

    /** The first line is a path, the rest are patterns. A pattern alone is compared with the regular expression that it stands for. */
    @FuzzTest
    void ignored(byte[] data) {
        String[] halves = text(data).split("\n", 2);
        String path = halves[0];
        String patterns = halves.length < 2 ? "" : halves[1];
        boolean isExcluded;
        try {
            isExcluded = DockerIgnore.parse(patterns).excludes(path);
        } catch (InvalidParameter e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        if (path.matches("[a-c/.]{1,12}")
                && patterns.matches("[a-c*?][a-c*?/]{0,8}[a-c*?]")
                && !patterns.contains("//")) {
            assertThat(isExcluded).as("%s by %s", path, patterns).isEqualTo(isExcludedBy(patterns, path));
        }
    }

    private static boolean isExcludedBy(String pattern, String path) {
        boolean isSuffix = pattern.matches("\\*\\*[a-c][a-c/]*");
        String expression = pattern.replaceAll("\\*\\*/?$", "E")
                .replaceAll("\\*\\*/?", "D")
                .replace("*", "[^/]*")
                .replace("?", "[^/]")
                .replace("D", isSuffix ? ".*" : "(?:.*/)?")
                .replace("E", ".*");
        return Pattern.compile("(?:" + expression + ")(?:/.*)?").matcher(path).matches();
    }
}
