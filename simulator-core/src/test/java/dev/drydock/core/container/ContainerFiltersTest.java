package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerFiltersTest {
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void containers() {
        fixture.runToEnd("failed", "false");
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.runToEnd("done", "true");
        fixture.time.advance(Duration.ofSeconds(1));
        create("labelled", Map.of("tier", "db", "course", ""));
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.run("running", EngineFixture.network("none"), "sleep", "1000");
    }

    private void create(String name, Map<String, String> labels) {
        fixture.containers()
                .create(Optional.of(name), EngineFixture.labelled(labels, "hello-world"), HostConfig.DEFAULT);
    }

    @AfterEach
    void end() {
        fixture.kill("running");
    }

    private List<String> names(boolean all, int limit, Map<String, List<String>> terms) {
        return fixture.containers().list(new ContainerFilter(all, limit, terms)).stream()
                .map(Container::name)
                .toList();
    }

    @Test
    void showsTheRunningOnesOrAllNewestFirst() {
        assertThat(names(false, 0, Map.of())).containsExactly("running");
        assertThat(names(true, 0, Map.of())).containsExactly("running", "labelled", "done", "failed");
        assertThat(names(false, 2, Map.of())).containsExactly("running", "labelled");
    }

    @ParameterizedTest
    @CsvSource({
        "name,ed$,'labelled,failed'",
        "name,^/running$,running",
        "name,[,''",
        "status,exited,'done,failed'",
        "status,created,labelled",
        "status,running,running",
        "exited,1,failed",
        "label,tier,labelled",
        "label,tier=db,labelled",
        "label,tier=web,''",
        "ancestor,hello-world,labelled",
        "ancestor,nope,''",
        "before,done,failed",
        "since,done,'running,labelled'",
        "network,none,running",
        "network,bridge,'labelled,done,failed'",
        "health,none,'running,labelled,done,failed'",
        "is-task,false,'running,labelled,done,failed'",
        "is-task,true,''",
        "isolation,hyperv,'running,labelled,done,failed'",
        "health,healthy,''",
        "volume,/data,''",
        "publish,80,''",
        "expose,80,''",
        "exited,9223372036854775807,''"
    })
    void filtersByWord(String word, String value, String expected) {
        List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(",", -1));

        assertThat(names(true, 0, Map.of(word, List.of(value)))).isEqualTo(wanted);
    }

    @Test
    void valuesOfOneWordAreAlternativesAndWordsNarrow() {
        assertThat(names(true, 0, Map.of("exited", List.of("0", "1")))).containsExactly("done", "failed");
        assertThat(names(true, 0, Map.of("status", List.of("exited"), "name", List.of("done"))))
                .containsExactly("done");
        assertThat(names(true, 0, Map.of("label", List.of("tier", "nope")))).isEmpty();
    }

    @Test
    void anExitCodeAloneDoesNotShowThoseThatDoNotRun() {
        assertThat(names(false, 0, Map.of("exited", List.of("0", "1")))).isEmpty();
    }

    @Test
    void aStatusShowsAlsoThoseThatDoNotRun() {
        assertThat(names(false, 0, Map.of("status", List.of("exited")))).containsExactly("done", "failed");
    }

    @Test
    void theIdMayBeAnUnambiguousPrefix() {
        String id = fixture.containers().find("done").id().value();

        assertThat(names(true, 0, Map.of("id", List.of(id.substring(0, 64))))).containsExactly("done");
        assertThat(names(true, 0, Map.of("id", List.of("^" + id)))).isEmpty();
        assertThat(names(true, 0, Map.of("id", List.of("")))).isEmpty();
        assertThat(names(true, 0, Map.of("id", List.of("0")))).as("ambiguous").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|x|invalid filter 'nope'",
                "status|stopped|invalid filter 'status=stopped'",
                "exited|x|strconv.Atoi: parsing \"x\": invalid syntax",
                "exited|99999999999999999999|strconv.Atoi: parsing \"99999999999999999999\": value out of range",
                "is-task|maybe|invalid filter 'is-task=[maybe]'",
                "health|well|Unrecognised filter value for health: well",
                "publish|80:90|filter for 'publish' should not contain ':': 80:90",
                "expose|x|error while looking up for expose x: strconv.ParseUint: parsing \"x\": invalid syntax",
                "expose|1-70000/tcp|error while looking up for expose 1-70000/tcp: strconv.ParseUint: parsing"
                        + " \"70000\": value out of range",
                "expose|9-8|error while looking up for expose 9-8: invalid range specified for port: 9-8",
                "expose|/udp|error while looking up for expose /udp: empty string specified for ports"
            })
    void unknownWordsAndValuesAreRefused(String word, String value, String sentence) {
        assertThatThrownBy(() -> names(true, 0, Map.of(word, List.of(value))))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }

    @Test
    void anExpressionThatWouldSearchForYearsIsGivenUp() {
        fixture.create("a".repeat(60) + ".", "true");

        assertThatThrownBy(() -> names(true, 0, Map.of("name", List.of("a*a*a*a*a*a*x"))))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThatThrownBy(() -> fixture.create("a".repeat(1025), "true"))
                .isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(names(true, 0, Map.of("name", List.of("(a|b|c|d)*")))).isNotEmpty();
    }

    @Test
    void beforeAnUnknownContainerIsNotFound() {
        assertThatThrownBy(() -> names(true, 0, Map.of("before", List.of("nope"))))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such container: nope");
    }
}
