package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code docker container prune}. The lab host has an old container, two with labels and one that runs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerPruneTest {
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void containers() {
        fixture.runToEnd("old", "true");
        fixture.time.advance(Duration.ofHours(2));
        create("db", Map.of("tier", "db"));
        fixture.time.advance(Duration.ofSeconds(1));
        create("web", Map.of("tier", "web", "kept", ""));
        fixture.run("running", EngineFixture.network("none"), "sleep", "1000");
    }

    @AfterEach
    void end() {
        fixture.kill("running");
    }

    private void create(String name, Map<String, String> labels) {
        fixture.containers()
                .create(Optional.of(name), EngineFixture.labelled(labels, "busybox", "true"), HostConfig.DEFAULT);
    }

    private PrunedContainers prune(String word, String... values) {
        return fixture.containers().prune(Map.of(word, List.of(values)));
    }

    private List<String> left() {
        return fixture.containers().list(ContainerFilter.ALL).stream()
                .map(Container::name)
                .sorted()
                .toList();
    }

    @Test
    void removesAllThatDoNotRunAndTellsHowMuchTheyHadWritten() throws IOException {
        fixture.containers()
                .files()
                .write("db", "/", new TestTar().file("note", "hello", 0644, 0, 0).stream(), false, false);
        ContainerId web = fixture.containers().find("web").id();
        ContainerId db = fixture.containers().find("db").id();
        ContainerId old = fixture.containers().find("old").id();

        PrunedContainers pruned = fixture.containers().prune(Map.of());

        assertThat(pruned).isEqualTo(new PrunedContainers(List.of(web, db, old), 5));
        assertThat(left()).containsExactly("running");
        Event last = fixture.engine.events().since(Instant.MIN).getLast();
        assertThat(last.action()).isEqualTo("prune");
        assertThat(last.actorId()).isEmpty();
        assertThat(last.attributes()).isEqualTo(Map.of("reclaimed", "5"));
    }

    @Test
    void choosesByAllLabels() {
        prune("label", "tier", "kept");

        assertThat(left()).containsExactly("db", "old", "running");
    }

    @Test
    void sparesOnlyWhatHasAllUnwantedLabels() {
        prune("label!", "tier", "kept=");

        assertThat(left()).containsExactly("running", "web");
    }

    @Test
    void choosesByAge() {
        prune("until", "1h");

        assertThat(left()).containsExactly("db", "running", "web");

        prune("until", "2026-03-01T10:00:00");

        assertThat(left()).containsExactly("running", "web");
    }

    @Test
    void refusesWhatItDoesNotUnderstandBeforeItRemovesAnything() {
        assertRefused("invalid filter 'name'", Map.of("name", List.of("web")));
        assertRefused("more than one until filter specified", Map.of("until", List.of("1h", "2h")));
        assertRefused("failed to parse value as time or duration: \"x\"", Map.of("until", List.of("x")));
        assertThat(left()).hasSize(4);
    }

    private void assertRefused(String sentence, Map<String, List<String>> terms) {
        assertThatThrownBy(() -> fixture.containers().prune(terms))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }
}
