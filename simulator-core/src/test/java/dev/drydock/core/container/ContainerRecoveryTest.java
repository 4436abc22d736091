package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.reference.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server ends at any moment and another one goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerRecoveryTest {
    private static final RestartPolicy NO = new RestartPolicy.No();
    private final EngineFixture fixture = new EngineFixture();

    private Container find(String name) {
        return fixture.containers().find(name);
    }

    @Test
    void whatRunsGoesOn() {
        Container before = fixture.run("web", "sleep", "1000");
        fixture.restartServer();

        assertThat(find("web")).isEqualTo(before);
        fixture.kill("web");
        assertThat(((ContainerState.Exited) find("web").state()).status().code())
                .isEqualTo(137);
    }

    @Test
    void itsAddressIsNotGivenToAnother() {
        fixture.run("web", "sleep", "1000");
        fixture.restartServer();
        Container other = fixture.run("other", "sleep", "1000");

        assertThat(other.endpoints())
                .extracting(endpoint -> endpoint.address().getHostAddress())
                .containsExactly("172.17.0.3");
        fixture.kill("web");
        fixture.kill("other");
    }

    @Test
    void anEndInBetweenHasItsTrueCodeAndTime() {
        Container container = fixture.run("web", "sleep", "1000");
        fixture.engine.close();
        ContainerRuntime runtime = fixture.lab.ports().runtime();
        runtime.onExit((process, status) -> {});
        fixture.time.advance(Duration.ofSeconds(5));
        runtime.kill(container.id(), Signal.TERM);
        await().until(() -> runtime.state(container.id()).orElseThrow() instanceof ProcessState.Ended);
        fixture.time.advance(Duration.ofHours(1));
        fixture.restartServer();

        assertThat(((ContainerState.Exited) find("web").state()).status())
                .isEqualTo(new ExitStatus(143, false, EngineFixture.START.plusSeconds(5)));
        assertThat(fixture.events()).containsExactly("disconnect bridge", "die web 143");
    }

    @Test
    void afterARebootARunningContainerHasExitedWith255() {
        fixture.run("web", "sleep", "1000");
        fixture.lab.reboot();
        fixture.restartServer();

        assertThat(((ContainerState.Exited) find("web").state()).status().code())
                .isEqualTo(255);
        fixture.containers().start("web");
        fixture.kill("web");
    }

    @Test
    void afterARebootAContainerThatRemovesItselfIsGone() {
        fixture.run("web", EngineFixture.autoRemove(), "sleep", "1000");
        fixture.lab.reboot();
        fixture.restartServer();

        assertThat(fixture.containers().list(ContainerFilter.ALL)).isEmpty();
        assertThat(fixture.lab.ports().writableLayers().list()).isEmpty();
    }

    @Test
    void afterARebootRestartPoliciesAreHonoured() {
        for (RestartPolicy policy : List.of(
                NO, new RestartPolicy.Always(), new RestartPolicy.UnlessStopped(), new RestartPolicy.OnFailure(0))) {
            fixture.run(policy.word(), EngineFixture.host(policy), "sleep", "1000");
        }
        fixture.lab.reboot();
        fixture.restartServer();
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(find("no").state()).isInstanceOf(ContainerState.Exited.class);
        assertThat(find("always").state()).isInstanceOf(ContainerState.Running.class);
        assertThat(find("unless-stopped").state()).isInstanceOf(ContainerState.Running.class);
        assertThat(find("on-failure").state()).isInstanceOf(ContainerState.Running.class);
    }

    @Test
    void onlyAlwaysStartsAStoppedContainerWithTheServer() {
        for (RestartPolicy policy : List.of(new RestartPolicy.Always(), new RestartPolicy.UnlessStopped())) {
            fixture.run(policy.word(), EngineFixture.host(policy), "sleep", "1000");
            fixture.containers().stop(policy.word(), Optional.empty(), Optional.empty());
        }
        fixture.restartServer();

        assertThat(find("always").state()).isInstanceOf(ContainerState.Running.class);
        assertThat(find("unless-stopped").state()).isInstanceOf(ContainerState.Exited.class);
    }

    @Test
    void aRestartThatWasPendingIsMade() {
        fixture.create("web", EngineFixture.host(new RestartPolicy.Always()), "false");
        var end = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.containers().start("web");
        EngineFixture.get(end);
        assertThat(find("web").state()).isInstanceOf(ContainerState.Restarting.class);
        fixture.restartServer();

        assertThat(fixture.events()).startsWith("connect bridge", "start web");
        fixture.containers().remove("web", true);
    }

    @Test
    void layersThatBelongToNobodyAreRemoved() {
        Container kept = fixture.create("web", "true");
        ContainerId orphan = new ContainerId("f".repeat(64));
        WritableLayers layers = fixture.lab.ports().writableLayers();
        layers.create(orphan, Optional.empty());
        fixture.lab.ports().runtime().create(orphan, LogConfig.LIMIT);
        fixture.restartServer();

        assertThat(layers.list()).containsExactly(kept.id());
        assertThat(fixture.lab.ports().runtime().state(orphan)).isEmpty();
    }

    @Test
    void aStartThatWasNeverAcknowledgedIsTakenBack() {
        Container container = fixture.create("web", "sleep", "1000");
        StoredContainer before = new StoredContainer(container, false);
        fixture.containers().start("web");
        fixture.engine.close();
        fixture.lab.ports().containerStore().save(before);
        fixture.restartServer();

        await().until(() ->
                fixture.lab.ports().runtime().state(container.id()).orElseThrow() instanceof ProcessState.Ended);
        assertThat(find("web").state()).isEqualTo(ContainerState.Created.NEW);
    }

    @Test
    void whatOnlyACommitHadPausedGoesOn() {
        fixture.run("web", "sleep", "1000");
        fixture.containers().pause("web");
        Container paused = find("web");
        fixture.engine.close();
        fixture.lab.ports().containerStore().save(new StoredContainer(paused, false, true));
        fixture.restartServer();

        assertThat(find("web").state()).isInstanceOf(ContainerState.Running.class);
        assertThat(fixture.events()).containsExactly("unpause web");
        assertThat(fixture.lab.ports().containerStore().load())
                .containsExactly(new StoredContainer(find("web"), false, false));
        fixture.kill("web");
    }

    @Test
    void whatAUserPausedStaysPaused() {
        fixture.run("web", "sleep", "1000");
        fixture.containers().pause("web");
        fixture.restartServer();

        assertThat(find("web").state()).isInstanceOf(ContainerState.Paused.class);
        assertThat(fixture.events()).isEmpty();
        fixture.kill("web");
    }

    @Test
    void aPauseThatWasNeverAcknowledgedIsTakenBack() {
        Container web = fixture.run("web", "sleep", "1000");
        fixture.lab.ports().runtime().pause(web.id());
        fixture.restartServer();

        fixture.kill("web");
        await().untilAsserted(() -> assertThat(find("web").state()).isInstanceOf(ContainerState.Exited.class));
    }

    @Test
    void aContainerWhoseImageIsGoneIsStillThere() {
        Container container = fixture.create("web", "true");
        ImageId gone = new ImageId(Digest.ofBytes(new byte[] {7}));
        Container changed = new Container(
                container.id(),
                "web",
                container.createdAt(),
                gone,
                container.config(),
                container.hostConfig(),
                container.state(),
                0,
                List.of());
        fixture.lab.ports().containerStore().save(new StoredContainer(changed, false));
        fixture.restartServer();

        assertThat(find("web").imageId()).isEqualTo(gone);
        fixture.containers().remove("web", false);
    }

    static Stream<UnaryOperator<Container>> impossible() {
        return Stream.of(
                container -> container.withName("web"),
                container -> container.withName("../web"),
                container -> container.withNetworks(List.of(EndpointConfig.of("nowhere")), container.endpoints()),
                container -> container.withEndpoints(container.endpoints().stream()
                        .map(ContainerRecoveryTest::elsewhere)
                        .toList()));
    }

    private static Endpoint elsewhere(Endpoint endpoint) {
        return new Endpoint(
                endpoint.network(),
                endpoint.endpointId(),
                endpoint.bridge(),
                endpoint.device(),
                Addresses.parse("10.1.2.3"),
                endpoint.prefixLength(),
                endpoint.gateway(),
                endpoint.macAddress());
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeTrueIsSetAsideAndTheRestGoesOn(UnaryOperator<Container> tampered) {
        Container web = fixture.run("web", "sleep", "1000");
        fixture.time.advance(Duration.ofSeconds(1));
        Container other = fixture.run("other", "sleep", "1000");
        EnginePorts ports = fixture.lab.ports();
        fixture.engine.close();
        ports.runtime().onExit((process, status) -> {});
        ports.containerStore().save(new StoredContainer(tampered.apply(other), false));
        fixture.restartServer();

        assertThat(fixture.containers().list(ContainerFilter.ALL)).containsExactly(web);
        assertThat(ports.containerStore().load()).containsExactly(new StoredContainer(web, false));
        await().until(() -> ports.writableLayers().list().equals(Set.of(web.id())));
        assertThat(ports.runtime().state(other.id())).isEmpty();
        fixture.kill("web");
    }
}
