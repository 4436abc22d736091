package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code keep} of steps. */
class KeepFormatTest {
    @TempDir
    private Path root;

    private ContentFiles step(String keep, String rest) throws IOException {
        return ContentFiles.right(root)
                .lesson("minutes: 5\nsteps:\n- id: run\n  " + keep + "\n  " + rest
                        + "\n  solution: [docker create --name web busybox]\n");
    }

    @ParameterizedTest
    @CsvSource({"keep: false,false", "keep: true,true", "# nothing,true"})
    void aStepIsKeptUnlessItSaysOtherwise(String keep, boolean isKept) throws IOException {
        assertThat(step(keep, "check: {container: {name: web}}").problems()).isEmpty();
        assertThat(Courses.load(root).courses().getFirst().lessons().getFirst().steps())
                .extracting(Step::isKept)
                .containsExactly(isKept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keep: no|check: {container: {name: web}}|\"keep\": \"no\" is neither true nor false",
                "keep: false|check: {event: {action: die}}"
                        + "|\"keep\": what has happened stays so; ask for what is there, not for an event or a build",
                "keep: false|check: {all: [{container: {name: web}}, {any: [{host1: {build: {tag: web}}}]}]}"
                        + "|\"keep\": what has happened stays so; ask for what is there, not for an event or a build",
                "keep: false|{check: {container: {name: web}}, capture: {its-id: {container: web, property: id}}}"
                        + "|\"keep\": a step that takes something down stays done",
            })
    void aStepThatCouldNotOpenAgainIsAProblem(String keep, String rest, String problem) throws IOException {
        String keys =
                rest.startsWith("{") ? rest.substring(1, rest.length() - 1).replace(", capture", "\n  capture") : rest;

        assertThat(step(keep, keys).problems()).contains("lesson.yaml:4: " + problem);
    }

    @Test
    void aStepOfQuestionsHasNothingThatCouldBeLost() throws IOException {
        ContentFiles files = ContentFiles.right(root)
                .lesson("minutes: 5\nsteps:\n- id: run\n  keep: false\n"
                        + "  quiz: {id: q, kind: single, answers: [x, y], right: x}\n");

        assertThat(files.problems()).contains("lesson.yaml:3: \"check\" is missing in a step");
    }
}
