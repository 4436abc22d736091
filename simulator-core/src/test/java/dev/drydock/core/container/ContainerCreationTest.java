package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerCreationTest {
    private static final RunConfig IMAGE = new RunConfig(
            "app",
            Map.of("80/tcp", Map.of()),
            List.of("PATH=/bin", "LANG=C"),
            List.of("/entry"),
            List.of("serve", "--port"),
            null,
            "/srv",
            Map.of("from", "image", "both", "image"),
            "SIGQUIT");
    private static final RunConfig EMPTY = new RunConfig(null, null, null, null, null, null, null, null, null);
    private final EngineFixture fixture = new EngineFixture();

    private static ContainerConfig config(List<String> entrypoint, List<String> command) {
        return new ContainerConfig(
                "busybox",
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                command,
                entrypoint,
                List.of("LANG=zh_CN.UTF-8", "MINE=1"),
                "",
                List.of("443/tcp"),
                Map.of("both", "user"),
                "",
                Optional.empty());
    }

    private static ContainerConfig merge(List<String> entrypoint, List<String> command) {
        return ContainerDefaults.merge(config(entrypoint, command), IMAGE);
    }

    @Test
    void theImageGivesWhatTheUserDidNot() {
        ContainerConfig merged = merge(List.of(), List.of());

        assertThat(merged.arguments()).containsExactly("/entry", "serve", "--port");
        assertThat(merged.user()).isEqualTo("app");
        assertThat(merged.workingDirectory()).isEqualTo("/srv");
        assertThat(merged.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(merged.environment()).containsExactly("LANG=zh_CN.UTF-8", "MINE=1", "PATH=/bin");
        assertThat(merged.labels()).isEqualTo(Map.of("from", "image", "both", "user"));
        assertThat(merged.exposedPorts()).containsExactly("443/tcp", "80/tcp");
    }

    @Test
    void theImagesHealthCheckCompletesTheUsers() {
        ImageConfig.Healthcheck image =
                new ImageConfig.Healthcheck(List.of("CMD", "true"), 1_000_000_000, 2_000_000_000, 0, 0, 4);
        RunConfig run = new RunConfig(null, null, null, null, List.of("sh"), null, null, null, null, image, null, null);
        ContainerConfig plain = config(List.of(), List.of());
        Healthcheck given = new Healthcheck(
                List.of(), Duration.ZERO, Duration.ofSeconds(9), Duration.ZERO, Duration.ofSeconds(3), 0);

        assertThat(ContainerDefaults.merge(plain, run).healthcheck())
                .contains(new Healthcheck(
                        List.of("CMD", "true"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ZERO,
                        Duration.ZERO,
                        4));
        assertThat(ContainerDefaults.merge(plain.withHealthcheck(given), run).healthcheck())
                .contains(new Healthcheck(
                        List.of("CMD", "true"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9),
                        Duration.ZERO,
                        Duration.ofSeconds(3),
                        4));
        assertThat(ContainerDefaults.merge(plain.withHealthcheck(Healthcheck.NONE), run)
                        .healthcheck()
                        .orElseThrow()
                        .test())
                .containsExactly("NONE");
    }

    @Test
    void aCommandReplacesTheImagesCommandOnly() {
        assertThat(merge(List.of(), List.of("ls")).arguments()).containsExactly("/entry", "ls");
    }

    @Test
    void anEntrypointDropsTheImagesCommand() {
        assertThat(merge(List.of("sh"), List.of()).arguments()).containsExactly("sh");
        assertThat(merge(List.of("sh"), List.of("-c")).arguments()).containsExactly("sh", "-c");
    }

    @Test
    void anEmptyEntrypointTakesTheImagesAway() {
        assertThat(merge(List.of(""), List.of("ls")).arguments()).containsExactly("ls");
    }

    @Test
    void thereMustBeACommand() {
        assertThatThrownBy(() -> ContainerDefaults.merge(config(List.of(), List.of()), EMPTY))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("no command specified");
    }

    @Test
    void theProcessFindsDockersVariablesUnderItsOwn() {
        assertThat(ContainerDefaults.processEnvironment(merge(List.of(), List.of()), "web", List.of()))
                .containsExactly("PATH=/bin", "HOSTNAME=web", "LANG=zh_CN.UTF-8", "MINE=1");
        assertThat(ContainerDefaults.override(List.of("A=1", "B=2"), List.of("A", "C", "B=3")))
                .containsExactly("B=3");
    }

    @Test
    void theHostNameIsTheShortIdUnlessGiven() {
        Container container = fixture.create("web", "true");

        assertThat(container.config().hostname())
                .isEqualTo(container.id().value().substring(0, 12));
        assertThat(container.imageId())
                .isEqualTo(fixture.engine.images().find("busybox").id());
        assertThat(container.createdAt()).isEqualTo(EngineFixture.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-web", ".web", "_web", "we b", "wéb", "web/1", "../x", "", "/", "//web", "🚢🚢"})
    void badNamesAreRefused(String name) {
        assertThatThrownBy(() -> fixture.create(name, "true"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }

    @Test
    void aNameIsTakenUntilItsContainerIsRemoved() {
        Container container = fixture.create("web", "true");

        assertThatThrownBy(() -> fixture.create("/web", "true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Conflict. The container name \"/web\" is already in use by container \"" + container.id()
                        + "\". You have to remove (or rename) that container to be able to reuse that name.");
        assertThat(fixture.lab.ports().writableLayers().list()).containsExactly(container.id());
    }

    @Test
    void namesAreInventedAndDiffer() {
        List<String> names = Stream.generate(() -> fixture.containers()
                        .create(Optional.empty(), EngineFixture.config("busybox", "true"), HostConfig.DEFAULT)
                        .name())
                .limit(150)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+_[a-z]+\\d?|[0-9a-f]{12}"));
    }

    @Test
    void anUnknownImageIsNotFoundAndTheNameStaysFree() {
        ContainerConfig config = EngineFixture.config("nope", "true");

        assertThatThrownBy(() -> fixture.containers().create(Optional.of("web"), config, HostConfig.DEFAULT))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such image: nope:latest");
        fixture.create("web", "true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad_host!|/|A=1||invalid hostname format: bad_host!",
                "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh|/|A=1||invalid hostname format: "
                        + "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh",
                "ok|x|A=1||the working directory 'x' is invalid, it needs to be an absolute path",
                "ok|/|=1||invalid environment variable: =1",
                "ok|/|A=1|SIGNOPE|invalid signal: SIGNOPE",
                "ok|/|A=1|0|invalid signal: 0",
            })
    void impossibleSettingsAreRefused(
            String hostname, String directory, String variable, String signal, String sentence) {
        ContainerConfig config = new ContainerConfig(
                "busybox",
                hostname,
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of("true"),
                List.of(),
                List.of(variable),
                directory,
                List.of(),
                Map.of(),
                signal == null ? "" : signal,
                Optional.empty());

        assertThatThrownBy(() -> fixture.containers().create(Optional.empty(), config, HostConfig.DEFAULT))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }

    @Test
    void whatFailsHalfWayIsTakenBack() {
        EnginePorts ports = fixture.lab.ports();
        Engine engine = Engine.open(new EnginePorts(
                ports.hostName(),
                ports.runtime(),
                ports.writableLayers(),
                new FullDisk(),
                ports.networkDriver(),
                ports.networkStore(),
                ports.overlays(),
                ports.volumeStore(),
                ports.volumeFiles(),
                ports.imageStore(),
                ports.content(),
                ports.registries(),
                ports.egress(),
                ports.nameServers(),
                ports.unused(),
                ports.scratch(),
                ports.firstImages(),
                ports.ids(),
                ports.clock(),
                ports.scheduler()));

        assertThatThrownBy(() -> engine.containers()
                        .create(Optional.of("web"), EngineFixture.config("busybox", "true"), HostConfig.DEFAULT))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessage("disk full");
        assertThat(engine.containers().list(ContainerFilter.ALL)).isEmpty();
        assertThat(ports.writableLayers().list()).isEmpty();
        assertThat(engine.events().since(Instant.MIN)).isEmpty();
    }

    /** A store that keeps nothing. */
    private static final class FullDisk implements ContainerStore {
        @Override
        public List<StoredContainer> load() {
            return List.of();
        }

        @Override
        public void save(StoredContainer container) {
            throw new EngineException.SystemFailure("disk full");
        }

        @Override
        public void setAside(ContainerId id, String reason) {}

        @Override
        public void delete(ContainerId id) {}
    }

    @Test
    void r09AnEngineHasAtMostTwoHundredContainers() {
        for (int i = 0; i < 200; i++) {
            fixture.create("c" + i, HostConfig.DEFAULT, "true");
        }

        assertThatThrownBy(() -> fixture.create("one-more", HostConfig.DEFAULT, "true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("this lab host has 200 containers, and may not have more:"
                        + " remove some (docker container prune)");

        fixture.containers().remove("c7", false);
        fixture.containers().rename("c8", "renamed");
        fixture.create("one-more", HostConfig.DEFAULT, "true");
        assertThat(fixture.containers().list(ContainerFilter.ALL)).hasSize(200);
    }
}
