package dev.drydock.core.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.dockerfile.Dockerfile.Line;
import dev.drydock.core.dockerfile.Dockerfile.Stage;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from whole Dockerfiles; {@code -Dgolden.update=true} writes it anew. */
class GoldenDockerfilesTest {
    private static final Path DIRECTORY = directory();
    private static final String SOURCE = ".dockerfile";
    private static final String GOLDEN = ".instructions";

    /** In the sources, also where the tests run in another module's directory. */
    private static Path directory() {
        Path below = Path.of("src/test/resources/dev/drydock/core/dockerfile");
        return Files.isDirectory(below) ? below : Path.of("../simulator-core").resolve(below);
    }

    private static Set<String> names(String end) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(end))
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .collect(Collectors.toSet());
        }
    }

    static Stream<String> dockerfiles() throws IOException {
        return names(SOURCE).stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void isReadAsBefore(String name) throws IOException {
        String read = print(Files.readString(DIRECTORY.resolve(name + SOURCE)));
        Path golden = DIRECTORY.resolve(name + GOLDEN);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, read);
        }
        assertThat(read).isEqualTo(Files.readString(golden));
    }

    @Test
    void eachReadingHasItsDockerfile() throws IOException {
        assertThat(names(GOLDEN)).isEqualTo(names(SOURCE)).hasSizeGreaterThanOrEqualTo(30);
    }

    private static String print(String text) {
        StringBuilder printed = new StringBuilder();
        try {
            Dockerfile file = DockerfileParser.parse(text);
            file.syntax()
                    .ifPresent(
                            syntax -> printed.append("syntax ").append(syntax).append('\n'));
            printed.append("escape ").append(file.escape()).append('\n');
            file.globals().forEach(line -> print(printed, line));
            for (Stage stage : file.stages()) {
                print(printed, new Line(stage.number(), stage.text(), stage.from()));
                stage.lines().forEach(line -> print(printed, line));
            }
        } catch (InvalidParameter e) {
            printed.append("error ").append(e.getMessage()).append('\n');
        }
        return printed.toString();
    }

    private static void print(StringBuilder printed, Line line) {
        for (String part : List.of(line.number() + ": " + line.text(), "    " + line.instruction())) {
            printed.append(part.replace("\n", "\\n")).append('\n');
        }
    }
}
