package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final CompatibilityTable TABLE =
            CompatibilityTable.parse("""
            | id | commands | Docker | Drydock | why |
            |---|---|---|---|---|
            | `case` | `docker kill` `docker top` | `err: Container … is gone` | `err: container … is gone` | Docker's sentence of today |
            | `die` | `docker events` | `die … (code=…)` | `die … (after=0, code=…)` | said later |
            | `memory` | | `Memory = 0` | – | dropped |
            | `pipe` | `docker run` | `a \\| b` | – | a cell with a bar |
            """.lines().toList());

    private static Comparison compare(String command, Outcome docker, Outcome drydock) {
        return Comparison.of(answer(command, docker), answer(command, drydock), TABLE);
    }

    private static Answer answer(String command, Outcome outcome) {
        Normaliser normaliser = new Normaliser(Map.of(), Map.of("root", Path.of("/root-of-docker")));
        return new Answer(new Line.Compared(1, command, false), outcome, OutcomeText.lines(outcome, normaliser));
    }

    private static Outcome says(String out) {
        return new Outcome(0, out, "");
    }

    @Test
    void sameIsSame() {
        Comparison comparison = compare("docker ps", new Outcome(1, "a\nb\n", "c\n"), new Outcome(1, "a\nb\n", "c\n"));

        assertThat(comparison.known()).isEmpty();
        assertThat(comparison.unknown()).isEmpty();
    }

    @Test
    void outputErrorsAndCodesCount() {
        assertThat(compare("docker ps", new Outcome(1, "a\nb\n", "c\n"), new Outcome(2, "a\n", "d\n"))
                        .unknown())
                .containsExactly(
                        new Difference("docker ps", "b", "err: d"),
                        new Difference("docker ps", "err: c", "exit 2"),
                        new Difference("docker ps", "exit 1", ""));
    }

    @Test
    void documentsAreComparedByField() {
        Comparison comparison = compare(
                "docker inspect web",
                says("[{\"Name\": \"web\", \"Memory\": 0, \"State\": {\"Pid\": 12}, \"Paths\": [\"a\", \"b\"]}]"),
                says("[{\"Paths\": [\"a\", \"x\", \"b\"], \"State\": {\"Pid\": 7}, \"Name\": \"db\"}]"));

        assertThat(comparison.known()).containsExactly("memory");
        assertThat(comparison.unknown())
                .containsExactly(
                        new Difference("docker inspect web", "Name = \"web\"", "Name = \"db\""),
                        new Difference("docker inspect web", "", "Paths[] = \"x\""));
    }

    @Test
    void whatAnythingStandsForMustBeTheSame() {
        Outcome docker = new Outcome(1, "", "Container web is gone\n");

        assertThat(compare("docker kill web", docker, new Outcome(1, "", "container web is gone\n"))
                        .known())
                .containsExactly("case");
        assertThat(compare("docker kill web", docker, new Outcome(1, "", "container db is gone\n"))
                        .unknown())
                .hasSize(1);
        assertThat(compare("docker rm web", docker, new Outcome(1, "", "container web is gone\n"))
                        .unknown())
                .hasSize(1);
    }

    @Test
    void aLineMayHaveMoved() {
        Comparison comparison = compare(
                "docker events",
                says("start web\ndie web (code=3)\ndisconnect\n"),
                says("start web\ndisconnect\ndie web (after=0, code=3)\n"));

        assertThat(comparison.known()).containsExactly("die");
        assertThat(comparison.unknown()).isEmpty();
        assertThat(compare("docker events", says("die web (code=3)\nx\n"), says("x\n"))
                        .unknown())
                .hasSize(1);
    }

    @Test
    void aCellMayHaveABar() {
        assertThat(compare("docker run x", says("a | b\n"), says("")).known()).containsExactly("pipe");
    }

    @Test
    void whatIsNotSupportedIsOneDifference() {
        Outcome refused =
                new Outcome(125, "", "docker: -x is not supported by this engine\n\nRun 'docker run --help'\n");

        assertThat(compare("docker run x", says("a\nb\n"), refused).unknown())
                .containsExactly(
                        new Difference("docker run x", "exit 0", "err: docker: -x is not supported by this engine"));
    }

    @Test
    void rowsAreChecked() {
        assertThatThrownBy(() -> CompatibilityTable.parse(List.of("| `a` | | `b` | `c` | |")))
                .hasMessageStartingWith("not id, commands, Docker, Drydock, reason");
        assertThatThrownBy(
                        () -> CompatibilityTable.parse(List.of("| `a` | | `b` | `c` | d |", "| `a` | | | `c` | d |")))
                .hasMessageStartingWith("an id stands twice");
    }
}
