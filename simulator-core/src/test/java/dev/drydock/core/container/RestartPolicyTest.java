package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestartPolicyTest {
    private final EngineFixture fixture = new EngineFixture();

    private ContainerState state() {
        return fixture.containers().find("web").state();
    }

    /** Lets the next restart come and its run end; returns how long it was waited for. */
    private Duration passRestart() {
        Duration delay = fixture.time.pending().getFirst();
        CompletableFuture<ExitStatus> end = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.time.advance(delay);
        EngineFixture.get(end);
        return delay;
    }

    private void runOnce(RestartPolicy policy, String... command) {
        fixture.create("web", EngineFixture.host(policy), command);
        CompletableFuture<ExitStatus> end = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.containers().start("web");
        EngineFixture.get(end);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        runOnce(new RestartPolicy.Always(), "false");
        List<Duration> delays = new ArrayList<>();
        for (int run = 0; run < 12; run++) {
            delays.add(passRestart());
        }

        assertThat(delays)
                .extracting(Duration::toMillis)
                .containsExactly(
                        100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 51_200L, 60_000L, 60_000L);
        assertThat(state()).isInstanceOf(ContainerState.Restarting.class);
        assertThat(fixture.containers().find("web").restartCount()).isEqualTo(13);
    }

    @Test
    void aRunOfTenSecondsBeginsAnew() {
        RestartBackoff backoff = new RestartBackoff();

        assertThat(backoff.next(Duration.ZERO)).hasMillis(100);
        assertThat(backoff.next(Duration.ofMillis(9_999))).hasMillis(200);
        assertThat(backoff.next(Duration.ofSeconds(10))).hasMillis(100);
    }

    @Test
    void onFailureLeavesASuccessAlone() {
        runOnce(new RestartPolicy.OnFailure(0), "true");

        assertThat(state()).isInstanceOf(ContainerState.Exited.class);
        assertThat(fixture.time.pending()).isEmpty();
    }

    @Test
    void onFailureTriesSoManyTimes() {
        runOnce(new RestartPolicy.OnFailure(2), "false");
        passRestart();
        passRestart();

        assertThat(state()).isInstanceOf(ContainerState.Exited.class);
        assertThat(fixture.containers().find("web").restartCount()).isEqualTo(2);
        assertThat(fixture.time.pending()).isEmpty();
    }

    @Test
    void stopEndsTheRestarting() {
        runOnce(new RestartPolicy.Always(), "false");
        assertThat(state()).isInstanceOf(ContainerState.Restarting.class);
        fixture.containers().stop("web", Optional.empty(), Optional.empty());

        assertThat(state()).isInstanceOf(ContainerState.Exited.class);
        assertThat(fixture.time.pending()).isEmpty();
        assertThat(fixture.events()).endsWith("die web 1", "stop web");
    }

    @Test
    void aKilledContainerStaysDown() {
        fixture.run("web", EngineFixture.host(new RestartPolicy.Always()), "sleep", "1000");
        fixture.kill("web");

        assertThat(state()).isInstanceOf(ContainerState.Exited.class);
    }

    @Test
    void aSignalThatIsNotTheStopSignalDoesNotCountAsStopped() {
        fixture.run("web", EngineFixture.host(new RestartPolicy.UnlessStopped()), "sleep", "1000");
        CompletableFuture<ExitStatus> end = fixture.containers().await("web", WaitCondition.NEXT_EXIT);
        fixture.containers().kill("web", "HUP");
        EngineFixture.get(end);

        assertThat(state()).isInstanceOf(ContainerState.Restarting.class);
        fixture.containers().remove("web", true);
    }

    @Test
    void whileItRestartsItIsNotRemovedWithoutForce() {
        runOnce(new RestartPolicy.Always(), "false");

        assertThatThrownBy(() -> fixture.containers().remove("web", false))
                .isInstanceOf(EngineException.Conflict.class)
                .hasMessage("cannot remove container \"/web\": container is restarting: "
                        + "stop the container before removing or force remove");
        fixture.containers().remove("web", true);
        assertThat(fixture.time.pending()).isEmpty();
        assertThat(fixture.containers().list(ContainerFilter.ALL)).isEmpty();
    }

    @Test
    void itCannotRemoveItselfAndRestart() {
        HostConfig both = HostConfig.DEFAULT.withAutoRemove(true).withRestartPolicy(new RestartPolicy.Always());

        assertThatThrownBy(() -> fixture.create("web", both, "true"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("can't create 'AutoRemove' container with restart policy");
    }
}
