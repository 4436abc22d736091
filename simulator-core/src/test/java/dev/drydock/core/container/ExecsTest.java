package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecsTest {
    private final EngineFixture fixture = new EngineFixture();
    private Container web;

    @BeforeEach
    void run() {
        web = fixture.run("web", "sleep", "1000");
    }

    @AfterEach
    void end() {
        fixture.containers().remove("web", true);
    }

    private static ProcessSpec process(String... arguments) {
        return new ProcessSpec(
                List.of(arguments), List.of("OWN=1"), "", "", List.of(), false, true, false, TerminalSize.UNKNOWN);
    }

    private Exec create(String... arguments) {
        return fixture.containers().createExec("web", process(arguments));
    }

    private StreamText start(Exec exec) throws IOException {
        return StreamText.drain(fixture.containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false));
    }

    private Exec find(Exec exec) {
        return fixture.containers().findExec(exec.id().value());
    }

    @Test
    void runsAndTellsItsExitCode() throws IOException {
        Exec exec = create("sh", "-c", "echo hi; exit 3");
        assertThat(find(exec).isRunning()).isFalse();

        assertThat(start(exec).out()).isEqualTo("hi\n");
        // Known as soon as the streams have ended: that is when clients ask.
        assertThat(find(exec).status().orElseThrow().code()).isEqualTo(3);
        await().until(() -> fixture.events().contains("exec_die web 3"));
        assertThat(fixture.events())
                .contains("exec_create: sh -c echo hi; exit 3 web", "exec_start: sh -c echo hi; exit 3 web");
    }

    @Test
    void hasTheEnvironmentOfItsContainerAndItsOwn() throws IOException {
        assertThat(start(create("env")).out().lines())
                .contains("OWN=1", "HOSTNAME=" + web.id().abbreviated())
                .anyMatch(line -> line.startsWith("PATH=/usr/local/sbin:"))
                .noneMatch(line -> line.startsWith("TERM="));
    }

    @Test
    void aMissingProgramIsTheClientsSentenceAndExitCode127() {
        Exec exec = create("nope");

        assertThatThrownBy(() -> start(exec))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("OCI runtime exec failed: exec failed: unable to start container process: "
                        + "exec: \"nope\": executable file not found in $PATH: unknown");
        assertThat(find(exec).status().orElseThrow().code()).isEqualTo(127);
    }

    @Test
    void aRelativeDirectoryIsRefusedWhenItIsStarted() {
        ProcessSpec relative = new ProcessSpec(
                List.of("true"), List.of(), "tmp", "", List.of(), false, true, false, TerminalSize.UNKNOWN);
        Exec exec = fixture.containers().createExec("web", relative);

        assertThatThrownBy(() -> start(exec))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown");
        assertThat(find(exec).status().orElseThrow().code()).isEqualTo(126);
        assertThat(fixture.containers().execs(web)).isEmpty();
    }

    @Test
    void runsOnlyOnce() throws IOException {
        Exec exec = create("true");
        start(exec);

        assertThatThrownBy(() -> start(exec)).isInstanceOf(EngineException.Conflict.class);
    }

    @Test
    void nothingIsKeptOfItsStreamsWhenTheClientHasLeft() throws IOException {
        Exec exec = create("echo", "hi");
        start(exec);
        await().until(() -> find(exec).status().isPresent());

        await().until(() -> fixture.lab.ports().runtime().state(exec.id()).isEmpty());
    }

    @Test
    void aDetachedOneLeavesNoStreamsEither() {
        Exec exec = create("true");
        fixture.containers().startExecDetached(exec.id().value());

        await().until(() -> find(exec).status().isPresent());
        await().until(() -> fixture.lab.ports().runtime().state(exec.id()).isEmpty());
    }

    @Test
    void endsWithItsContainer() {
        Exec exec = create("sleep", "1000");
        fixture.containers().startExecDetached(exec.id().value());
        fixture.kill("web");

        await().until(() -> find(exec).status().isPresent());
        assertThat(find(exec).status().orElseThrow().code()).isEqualTo(137);
    }

    @Test
    void needsARunningContainer() {
        fixture.containers().pause("web");
        assertThatThrownBy(() -> create("true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("Container web is paused, unpause the container before exec");
        fixture.containers().unpause("web");
        fixture.kill("web");

        assertThatThrownBy(() -> create("true"))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("container " + web.id() + " is not running");
    }

    @Test
    void unknownOnesAreNotFound() {
        for (String id : List.of("nope", "f".repeat(64), "")) {
            assertThatThrownBy(() -> fixture.containers().findExec(id))
                    .isInstanceOf(EngineException.NotFound.class)
                    .hasMessage("No such exec instance: " + id);
        }
    }

    @Test
    void goesWithItsContainer() {
        Exec exec = create("true");
        fixture.containers().remove("web", true);

        assertThatThrownBy(() -> find(exec)).isInstanceOf(EngineException.NotFound.class);
        run();
    }

    @Test
    void veryManyDoNotFillTheMemory() {
        Exec running = create("sleep", "1000");
        fixture.containers().startExecDetached(running.id().value());
        Exec first = create("true");
        for (int number = 0; number < 4200; number++) {
            create("true");
        }

        assertThatThrownBy(() -> find(first)).isInstanceOf(EngineException.NotFound.class);
        assertThat(find(running).isRunning()).isTrue();
    }

    @Test
    void anExecOfAnEarlierServerIsClearedAway() {
        Exec exec = create("sleep", "1000");
        fixture.containers().startExecDetached(exec.id().value());
        fixture.restartServer();
        fixture.lab.ports().runtime().kill(exec.id(), Signal.KILL);

        await().until(() -> fixture.lab.ports().runtime().state(exec.id()).isEmpty());
    }

    @Test
    void theContainerKnowsItUntilItHasEnded() throws IOException {
        Exec exec = create("true");
        assertThat(fixture.containers().execs(web)).containsExactly(exec.id());

        start(exec);
        assertThat(fixture.containers().execs(web)).isEmpty();
        assertThat(find(exec).status()).isPresent();
    }

    @Test
    void oneThatWasNeverStartedGoesWithTheRunOfItsContainer() throws IOException {
        Exec ended = create("true");
        start(ended);
        Exec never = create("true");
        fixture.kill("web");

        await().untilAsserted(() -> assertThatThrownBy(() -> find(never)).isInstanceOf(EngineException.NotFound.class));
        assertThat(find(ended).status()).isPresent();
        assertThatThrownBy(() -> start(ended))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("container " + web.id() + " is not running");
    }

    @Test
    void endedOnesAreForgottenAfterTenMinutes() throws IOException {
        Exec exec = create("true");
        start(exec);
        fixture.time.advance(Duration.ofMinutes(9));
        assertThat(find(exec).status()).isPresent();
        fixture.time.advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> find(exec)).isInstanceOf(EngineException.NotFound.class);
    }

    @Test
    void aResizeWaitsForTheStart() throws InterruptedException {
        Exec exec = create("sleep", "1000");
        CompletableFuture<Void> resize = CompletableFuture.runAsync(
                () -> fixture.containers().resizeExec(exec.id().value(), new TerminalSize(10, 20)));
        fixture.time.awaitPending(Duration.ofSeconds(10));
        assertThat(resize).isNotDone();
        fixture.containers().startExecDetached(exec.id().value());

        EngineFixture.get(resize);
        assertThat(fixture.time.pending()).isEmpty();
    }

    @Test
    void aResizeWaitsTenSecondsAndNoLonger() throws InterruptedException {
        Exec exec = create("sleep", "1000");
        CompletableFuture<Void> resize = CompletableFuture.runAsync(
                () -> fixture.containers().resizeExec(exec.id().value(), new TerminalSize(10, 20)));
        fixture.time.awaitPending(Duration.ofSeconds(10));
        fixture.time.advance(Duration.ofSeconds(10));

        assertThatThrownBy(() -> EngineFixture.get(resize))
                .hasRootCauseMessage("timeout waiting for exec session ready");
    }

    @Test
    void oneThatHasEndedHasNoTerminal() throws IOException {
        Exec exec = create("true");
        start(exec);

        assertThatThrownBy(() -> fixture.containers().resizeExec(exec.id().value(), new TerminalSize(10, 20)))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("no such exec");
    }

    @Test
    void longCommandsAreForgottenSooner() {
        Exec first = create("echo", "x".repeat(1 << 20));
        for (int number = 0; number < 8; number++) {
            create("echo", "x".repeat(1 << 20));
        }

        assertThatThrownBy(() -> find(first)).isInstanceOf(EngineException.NotFound.class);
    }
}
