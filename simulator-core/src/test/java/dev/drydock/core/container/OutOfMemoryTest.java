package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.EngineFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory that is used up is told when it happens, not when the container ends. */
class OutOfMemoryTest {
    private final EngineFixture fixture = new EngineFixture();

    private List<String> oomEvents() {
        return fixture.events().stream()
                .filter(event -> event.startsWith("oom"))
                .toList();
    }

    private ContainerState state() {
        return fixture.containers().find("web").state();
    }

    private static Instant startOf(Container container) {
        return ((ContainerState.Running) container.state()).startedAt();
    }

    @Test
    void aContainerThatLivesOnIsTold() {
        Container container = fixture.run("web", "sleep", "1000");

        fixture.lab.outOfMemory(container.id(), startOf(container), 1);

        assertThat(fixture.events()).endsWith("start web", "oom web");
        assertThat(state()).isInstanceOf(ContainerState.Running.class);
        assertThat(state().isOutOfMemory()).isTrue();
        fixture.kill("web");
        assertThat(oomEvents()).hasSize(1);
    }

    @Test
    void eachIsToldOnceAlsoByALaterServer() {
        Container container = fixture.run("web", "sleep", "1000");
        fixture.lab.outOfMemory(container.id(), startOf(container), 1);
        fixture.lab.outOfMemory(container.id(), startOf(container), 1);
        fixture.lab.outOfMemory(container.id(), startOf(container), 3);
        assertThat(oomEvents()).hasSize(2);

        fixture.restartServer();
        fixture.lab.outOfMemory(container.id(), startOf(container), 1);

        assertThat(state().isOutOfMemory()).isTrue();
        assertThat(oomEvents()).isEmpty();
        fixture.kill("web");
    }

    @Test
    void aFrozenContainerStaysFrozen() {
        Container container = fixture.run("web", "sleep", "1000");
        fixture.containers().pause("web");
        fixture.lab.outOfMemory(container.id(), startOf(container), 1);
        assertThat(state()).isInstanceOf(ContainerState.Paused.class);

        fixture.containers().unpause("web");

        assertThat(state().isOutOfMemory()).isTrue();
        fixture.kill("web");
    }

    @Test
    void anEarlierRunsMemoryIsNotThisOnes() {
        Container container = fixture.run("web", "sleep", "1000");
        fixture.kill("web");
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.containers().start("web");

        fixture.lab.outOfMemory(container.id(), startOf(container), 1);

        assertThat(state().isOutOfMemory()).isFalse();
        assertThat(oomEvents()).isEmpty();
        fixture.kill("web");
    }
}
