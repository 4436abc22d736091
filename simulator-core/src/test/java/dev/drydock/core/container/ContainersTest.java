package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life cycle as a client of the Engine API sees it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainersTest {
    private final EngineFixture fixture = new EngineFixture();

    private Containers containers() {
        return fixture.containers();
    }

    private ContainerState state(String name) {
        return containers().find(name).state();
    }

    @Test
    void startingTwiceModifiesNothing() {
        fixture.run("web", "sleep", "1000");

        assertThatThrownBy(() -> containers().start("web")).isInstanceOf(EngineException.NotModified.class);
        fixture.kill("web");
    }

    @Test
    void stopSendsTheStopSignalAndWaits() {
        fixture.run("web", "sleep", "1000");
        containers().stop("web", Optional.empty(), Optional.empty());

        assertThat(state("web")).isInstanceOf(ContainerState.Exited.class);
        assertThat(fixture.events()).endsWith("kill web 15", "disconnect bridge", "die web 143", "stop web");
        assertThatThrownBy(() -> containers().stop("web", Optional.empty(), Optional.empty()))
                .isInstanceOf(EngineException.NotModified.class);
    }

    @Test
    void stopKillsAfterTheTimeout() throws IOException {
        fixture.run("web", "sh", "-c", "trap '' TERM; echo ready; sleep 1000");
        try (Attachment logs = containers().logs("web", new AttachRequest(true, true, false, false))) {
            StreamText.awaitText(logs, "ready");
        }
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(
                () -> containers().stop("web", Optional.of(Duration.ofSeconds(3)), Optional.empty()));
        await().until(() -> fixture.time.pending().contains(Duration.ofSeconds(3)));
        fixture.time.advance(Duration.ofSeconds(3));
        EngineFixture.get(stopping);

        assertThat(fixture.events()).contains("kill web 15", "kill web 9", "die web 137");
    }

    @Test
    void stopTakesAnotherSignal() {
        fixture.run("web", "sleep", "1000");
        assertThatThrownBy(() -> containers().stop("web", Optional.empty(), Optional.of("NOPE")))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("invalid signal: NOPE");
        containers().stop("web", Optional.empty(), Optional.of("INT"));

        assertThat(fixture.events()).contains("kill web 2", "die web 130");
    }

    @Test
    void killWaitsForTheEnd() {
        Container container = fixture.run("web", "sleep", "1000");
        containers().kill("web", "SIGKILL");

        assertThat(((ContainerState.Exited) state("web")).status().code()).isEqualTo(137);
        assertThatThrownBy(() -> containers().kill("web", "KILL"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("cannot kill container: web: container " + container.id() + " is not running");
    }

    @Test
    void aHarmlessSignalEndsNothing() {
        fixture.run("web", "sleep", "1000");
        containers().kill("web", "28");

        assertThat(state("web")).isInstanceOf(ContainerState.Running.class);
        assertThat(fixture.events()).endsWith("kill web 28");
        fixture.kill("web");
    }

    @Test
    void aPausedContainerIsKilledAndThawed() {
        fixture.run("web", "sleep", "1000");
        containers().pause("web");
        assertThat(state("web")).isInstanceOf(ContainerState.Paused.class);
        containers().kill("web", "KILL");

        assertThat(fixture.events())
                .endsWith("pause web", "kill web 9", "unpause web", "disconnect bridge", "die web 137");
    }

    @Test
    void pauseAndUnpause() {
        fixture.run("web", "sleep", "1000");
        containers().pause("web");
        containers().unpause("web");

        assertThat(state("web")).isInstanceOf(ContainerState.Running.class);
        assertThat(fixture.events()).endsWith("pause web", "unpause web");
        fixture.kill("web");
    }

    @Test
    void aRunningContainerIsNotRemoved() {
        fixture.run("web", "sleep", "1000");

        assertThatThrownBy(() -> containers().remove("web", false))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("cannot remove container \"/web\": container is running: "
                        + "stop the container before removing or force remove");
        containers().remove("web", true);
        assertThat(containers().list(ContainerFilter.ALL)).isEmpty();
        assertThat(fixture.events()).endsWith("kill web 9", "disconnect bridge", "die web 137", "destroy web");
    }

    @Test
    void aRemovedContainerLeavesNothing() {
        Container container = fixture.create("web", "true");
        containers().remove("web", false);

        assertThat(fixture.lab.ports().writableLayers().list()).isEmpty();
        assertThat(fixture.lab.ports().containerStore().load()).isEmpty();
        assertThat(fixture.lab.ports().runtime().state(container.id())).isEmpty();
        assertThatThrownBy(() -> containers().find("web")).isInstanceOf(EngineException.NotFound.class);
        fixture.create("web", "true");
    }

    @Test
    void aContainerThatRemovesItselfIsGoneWhenItHasEnded() {
        fixture.create("web", EngineFixture.autoRemove(), "sh", "-c", "exit 4");
        CompletableFuture<ExitStatus> removed = containers().await("web", WaitCondition.REMOVED);
        containers().start("web");

        assertThat(EngineFixture.get(removed).code()).isEqualTo(4);
        assertThat(containers().list(ContainerFilter.ALL)).isEmpty();
        assertThat(fixture.events()).endsWith("die web 4", "destroy web");
    }

    @Test
    void aContainerThatRemovesItselfAlsoGoesWhenItCannotStart() {
        fixture.create("web", EngineFixture.autoRemove(), "nope");
        CompletableFuture<ExitStatus> removed = containers().await("web", WaitCondition.REMOVED);

        assertThatThrownBy(() -> containers().start("web")).isInstanceOf(EngineException.InvalidParameter.class);
        assertThat(EngineFixture.get(removed).code()).isEqualTo(127);
        assertThat(containers().list(ContainerFilter.ALL)).isEmpty();
    }

    @Test
    void waitingForOneThatDoesNotRunReturnsAtOnce() {
        fixture.create("web", "true");
        assertThat(containers().await("web", WaitCondition.NOT_RUNNING))
                .isCompletedWithValueMatching(s -> s.code() == 0);
        assertThat(containers().await("web", WaitCondition.NEXT_EXIT)).isNotDone();
        fixture.runToEnd("other", "false");
        assertThat(containers().await("other", WaitCondition.NOT_RUNNING))
                .isCompletedWithValueMatching(status -> status.code() == 1);
    }

    @Test
    void startWithAttachShowsOnlyTheNewRun() throws IOException {
        fixture.create("web", "echo", "again");
        assertThat(fixture.output("web")).isEqualTo("again\n");
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(fixture.output("web")).isEqualTo("again\n");
        assertThat(StreamText.drain(containers().logs("web", new AttachRequest(true, true, false, false)))
                        .out())
                .isEqualTo("again\nagain\n");
    }

    @Test
    void anAttachmentToTheNextRunEndsWhenTheContainerIsRemoved() {
        fixture.runToEnd("web", "true");
        Attachment attachment = containers().attach("web", new AttachRequest(false, true, false, true));
        containers().remove("web", false);

        assertThatThrownBy(attachment::read).isInstanceOf(IOException.class);
    }

    @Test
    void renameChangesTheNameEverywhere() {
        Container container = fixture.create("web", "true");
        fixture.create("other", "true");
        containers().rename("web", "/db");

        assertThat(containers().find("db").id()).isEqualTo(container.id());
        assertThatThrownBy(() -> containers().find("web")).isInstanceOf(EngineException.NotFound.class);
        assertThatThrownBy(() -> containers().rename("db", "other"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage(
                        "Error when allocating new name: Conflict. The container name \"/other\" is already in use by container \""
                                + containers().find("other").id()
                                + "\". You have to remove (or rename) that container to be able to reuse that name.");
        assertThatThrownBy(() -> containers().rename("db", "db"))
                .hasMessage("Renaming a container with the same name as its current name");
        assertThatThrownBy(() -> containers().rename("db", "")).hasMessage("Neither old nor new names may be empty");
        assertThat(fixture.events()).endsWith("rename db");
    }

    @Test
    void restartStopsAndStarts() {
        fixture.run("web", "sleep", "1000");
        containers().restart("web", Optional.empty(), Optional.empty());

        assertThat(state("web")).isInstanceOf(ContainerState.Running.class);
        assertThat(fixture.events()).endsWith("stop web", "connect bridge", "start web", "restart web");
        fixture.kill("web");
    }

    @Test
    void addressesAreGivenBackAndGivenAgain() {
        Container first = fixture.run("first", "sleep", "1000");
        Container second = fixture.run("second", "sleep", "1000");
        assertThat(first.endpoints())
                .extracting(e -> e.address().getHostAddress())
                .containsExactly("172.17.0.2");
        assertThat(first.endpoints()).extracting(e -> e.macAddress()).containsExactly("02:42:ac:11:00:02");
        assertThat(second.endpoints())
                .extracting(e -> e.address().getHostAddress())
                .containsExactly("172.17.0.3");
        fixture.kill("first");

        assertThat(fixture.run("third", "sleep", "1000").endpoints())
                .extracting(e -> e.address().getHostAddress())
                .containsExactly("172.17.0.2");
        fixture.kill("second");
        fixture.kill("third");
    }

    @Test
    void theHostsNetworkHasNoEndpoint() {
        Container container = fixture.run("web", EngineFixture.network("host"), "true");

        assertThat(container.endpoints()).isEmpty();
        assertThat(container.config().hostname()).isEqualTo("lab");
        assertThat(fixture.events()).contains("connect host");
    }

    @Test
    void anUnknownNetworkFailsTheStart() {
        fixture.create("web", EngineFixture.network("nope"), "true");

        assertThatThrownBy(() -> containers().start("web"))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("network nope not found");
        assertThat(state("web")).isEqualTo(new ContainerState.Created(128, "network nope not found"));
    }

    @Test
    void theNetworkOfARunningContainerCanBeShared() throws IOException {
        Container owner = fixture.run("owner", "sleep", "1000");
        fixture.create("guest", EngineFixture.network("container:owner"), "hostname");

        assertThat(fixture.output("guest")).isEqualTo(owner.config().hostname() + "\n");
        fixture.kill("owner");
        assertThatThrownBy(() -> containers().start("guest"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("cannot join network of a non running container: " + owner.id());
    }

    @Test
    void prefixesOfIdsWorkWhileTheyAreUnambiguous() {
        Container first = fixture.create("first", "true");
        Container second = fixture.create("second", "true");
        String common = commonPrefix(first.id().value(), second.id().value());

        assertThat(containers().find(first.id().value().substring(0, common.length() + 1)))
                .isEqualTo(first);
        assertThat(containers().find("/first")).isEqualTo(first);
        for (int number = 0; number < 17; number++) {
            fixture.create("more" + number, "true");
        }
        String digit = ambiguousDigit();
        assertThatThrownBy(() -> containers().find(digit))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("multiple IDs found with provided prefix: " + digit);
        assertThatThrownBy(() -> containers().find("")).hasMessage("No such container: ");
    }

    private static String commonPrefix(String one, String other) {
        int length = 0;
        while (one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    private String ambiguousDigit() {
        return "0123456789abcdef"
                .chars()
                .mapToObj(c -> String.valueOf((char) c))
                .filter(digit -> containers().list(ContainerFilter.ALL).stream()
                                .filter(c -> c.id().value().startsWith(digit))
                                .count()
                        > 1)
                .findFirst()
                .orElseThrow();
    }
}
