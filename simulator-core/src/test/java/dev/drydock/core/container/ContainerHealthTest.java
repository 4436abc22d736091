package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.engine.EngineFixture;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerHealthTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration NO = Duration.ZERO;
    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void end() {
        fixture.containers()
                .list(ContainerFilter.ALL)
                .forEach(container -> fixture.containers().remove(container.id().value(), true));
        fixture.engine.close();
    }

    private static Healthcheck shell(String line) {
        return new Healthcheck(List.of("CMD-SHELL", line), INTERVAL, LIMIT, NO, NO, 2);
    }

    private void run(Healthcheck check) {
        fixture.containers()
                .create(
                        Optional.of("web"),
                        EngineFixture.config("busybox", "sleep", "1000").withHealthcheck(check),
                        HostConfig.DEFAULT);
        fixture.containers().start("web");
    }

    private Health health() {
        return fixture.containers().find("web").health().orElseThrow();
    }

    /** Lets time pass and the probe that becomes due, or runs, come to its end. */
    private Health.Result probe(Duration time) throws InterruptedException {
        return probe(time, INTERVAL);
    }

    /** @param next how long after its end the next one is due */
    private Health.Result probe(Duration time, Duration next) throws InterruptedException {
        fixture.time.advance(time);
        fixture.time.awaitPending(next);
        return health().log().getLast();
    }

    /** Lets a probe begin and returns the event of this action. */
    private Event beginProbe(String action) throws InterruptedException {
        try (EventSubscription events = fixture.engine.events().subscribe()) {
            fixture.time.advance(INTERVAL);
            return await(events, action);
        }
    }

    private static Event await(EventSubscription events, String action) throws InterruptedException {
        while (true) {
            Event event = events.next(Duration.ofSeconds(30)).orElseThrow();
            if (event.action().startsWith(action)) {
                return event;
            }
        }
    }

    @Test
    void itIsStartingBeforeTheFirstProbeAndThenHealthy() throws InterruptedException {
        run(shell("echo fine; echo indeed >&2"));
        assertThat(health()).isEqualTo(new Health(Health.Status.STARTING, 0, List.of()));
        assertThat(fixture.time.pending()).containsExactly(INTERVAL);

        Health.Result result = probe(INTERVAL);

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("fine\n").contains("indeed\n");
        assertThat(result.start()).isEqualTo(EngineFixture.START.plus(INTERVAL));
        assertThat(health().status()).isEqualTo(Health.Status.HEALTHY);
        assertThat(fixture.events())
                .endsWith(
                        "exec_create: /bin/sh -c echo fine; echo indeed >&2 web",
                        "exec_start: /bin/sh -c echo fine; echo indeed >&2 web",
                        "exec_die web 0",
                        "health_status: healthy web");
    }

    @Test
    void asManyFailuresAsRetriesMakeItUnhealthyAndOneSuccessHealthy() throws InterruptedException {
        String[] code = {"1"};
        fixture.lab.programs().with("env", process -> Integer.parseInt(code[0]));
        run(new Healthcheck(List.of("CMD", "env"), INTERVAL, LIMIT, NO, NO, 2));

        probe(INTERVAL);
        assertThat(health().status()).isEqualTo(Health.Status.STARTING);
        assertThat(health().failingStreak()).isEqualTo(1);
        probe(INTERVAL);
        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);
        probe(INTERVAL);
        assertThat(health().failingStreak()).isEqualTo(3);
        code[0] = "0";
        probe(INTERVAL);

        assertThat(health().status()).isEqualTo(Health.Status.HEALTHY);
        assertThat(health().failingStreak()).isZero();
        assertThat(fixture.events())
                .filteredOn(event -> event.startsWith("health"))
                .containsExactly("health_status: unhealthy web", "health_status: healthy web");
    }

    @Test
    void failuresInTheStartPeriodDoNotCountAndProbesComeFaster() throws InterruptedException {
        run(new Healthcheck(List.of("CMD", "false"), INTERVAL, LIMIT, Duration.ofSeconds(8), Duration.ofSeconds(3), 1));
        assertThat(fixture.time.pending()).containsExactly(Duration.ofSeconds(3));
        probe(Duration.ofSeconds(3), Duration.ofSeconds(3));
        assertThat(health().failingStreak()).isZero();
        probe(Duration.ofSeconds(3), Duration.ofSeconds(3));
        assertThat(health().status()).isEqualTo(Health.Status.STARTING);
        probe(Duration.ofSeconds(3));

        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);
        assertThat(fixture.time.pending()).containsExactly(INTERVAL);
    }

    @Test
    void aProbeThatTakesTooLongIsKilled() throws InterruptedException {
        run(shell("echo waiting; sleep 1000"));
        beginProbe("exec_start");
        Health.Result result = probe(LIMIT);

        assertThat(result.exitCode()).isEqualTo(-1);
        assertThat(result.output()).startsWith("Health check exceeded timeout (4s)");
        assertThat(health().failingStreak()).isEqualTo(1);
        assertThat(fixture.containers().find("web").isRunning()).isTrue();
    }

    @Test
    void whatCannotBeRunFailsWithoutAnExitCode() throws InterruptedException {
        run(new Healthcheck(List.of("CMD", "nosuch"), INTERVAL, LIMIT, NO, NO, 0));
        Health.Result result = probe(INTERVAL);

        assertThat(result.exitCode()).isEqualTo(-1);
        assertThat(result.output())
                .isEqualTo("OCI runtime exec failed: exec failed: unable to start container process: "
                        + "exec: \"nosuch\": executable file not found in $PATH: unknown");
    }

    @Test
    void fiveResultsAreKeptAndOfEachTheBeginningOfItsOutput() throws InterruptedException {
        fixture.lab.programs().with("env", process -> {
            process.print("x".repeat(4000));
            process.print("y".repeat(4000));
            return 0;
        });
        run(new Healthcheck(List.of("CMD", "env"), INTERVAL, LIMIT, NO, NO, 0));
        for (int count = 0; count < 7; count++) {
            probe(INTERVAL);
        }

        assertThat(health().log())
                .hasSize(5)
                .allSatisfy(result -> assertThat(result.output()).isEqualTo("x".repeat(4000) + "y".repeat(96) + "..."));
        assertThat(health().log().getLast().start()).isEqualTo(EngineFixture.START.plus(INTERVAL.multipliedBy(7)));
    }

    @Test
    void whilePausedNobodyProbesAndItCountsAsUnhealthy() throws InterruptedException {
        run(shell("true"));
        probe(INTERVAL);
        fixture.containers().pause("web");
        assertThat(fixture.time.pending()).isEmpty();
        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);

        fixture.containers().unpause("web");
        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);
        probe(INTERVAL);
        assertThat(health().status()).isEqualTo(Health.Status.HEALTHY);
    }

    @Test
    void theEndStopsTheProbingAndANewRunBeginsAsStarting() throws InterruptedException {
        run(shell("true"));
        probe(INTERVAL);
        fixture.kill("web");
        assertThat(fixture.time.pending()).isEmpty();
        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);

        fixture.containers().start("web");
        assertThat(health().status()).isEqualTo(Health.Status.STARTING);
        assertThat(health().log()).hasSize(1);
        assertThat(fixture.time.pending()).containsExactly(INTERVAL);
    }

    /** Whether the probe's end or the container's is heard of first is the kernel's choice; the probing stops either way. */
    @Test
    void anEndInTheMiddleOfAProbeStopsTheProbing() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        fixture.lab.programs().with("env", process -> {
            running.countDown();
            process.sleep(Duration.ofSeconds(1000));
            return 0;
        });
        run(new Healthcheck(List.of("CMD", "env"), INTERVAL, LIMIT, NO, NO, 2));
        try (EventSubscription events = fixture.engine.events().subscribe()) {
            fixture.time.advance(INTERVAL);
            running.await();
            fixture.kill("web");
            await(events, "exec_die");
        }
        assertThat(health().status()).isEqualTo(Health.Status.UNHEALTHY);
        assertThat(fixture.time.pending()).isEmpty();
    }

    @Test
    void theNextServerGoesOn() throws InterruptedException {
        run(shell("true"));
        probe(INTERVAL);
        fixture.restartServer();
        assertThat(health().status()).isEqualTo(Health.Status.HEALTHY);
        assertThat(health().log()).hasSize(1);
        assertThat(fixture.time.pending()).containsExactly(INTERVAL);

        probe(INTERVAL);
        assertThat(health().log()).hasSize(2);
    }

    @Test
    void theExecIsKnownOnlyWhileItRuns() throws InterruptedException {
        run(shell("true"));
        probe(INTERVAL);
        String exec = fixture.engine.events().since(Instant.MIN).stream()
                .filter(event -> event.action().equals("exec_die"))
                .map(event -> event.attributes().get("execID"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> fixture.containers().findExec(exec))
                .isInstanceOf(EngineException.NotFound.class)
                .hasMessage("No such exec instance: " + exec);
    }

    @Test
    void noneAndUnknownKindsOfTestsProbeNothing() {
        run(Healthcheck.NONE);
        assertThat(fixture.containers().find("web").health()).isEmpty();
        fixture.containers().remove("web", true);
        run(new Healthcheck(List.of("FOO", "true"), NO, NO, NO, NO, 0));
        assertThat(fixture.containers().find("web").health()).isEmpty();
        assertThat(fixture.time.pending()).isEmpty();
    }

    @Test
    void listsCanBeFilteredByIt() throws InterruptedException {
        run(shell("true"));
        fixture.run("plain", "sleep", "1000");
        probe(INTERVAL);

        assertThat(names("healthy")).containsExactly("web");
        assertThat(names("none")).containsExactly("plain");
        assertThat(names("starting", "unhealthy")).isEmpty();
        assertThatThrownBy(() -> names("fine"))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage("Unrecognised filter value for health: fine");
    }

    private List<String> names(String... health) {
        return fixture.containers().list(new ContainerFilter(true, 0, Map.of("health", List.of(health)))).stream()
                .map(Container::name)
                .toList();
    }

    @Test
    void nonsenseIsRefusedWithDockersSentences() {
        Duration little = Duration.ofNanos(5);
        List<String> test = List.of("CMD", "true");
        refused(new Healthcheck(test, little, NO, NO, NO, 0), "Interval in Healthcheck cannot be less than 1ms");
        refused(new Healthcheck(test, NO, little, NO, NO, 0), "Timeout in Healthcheck cannot be less than 1ms");
        refused(
                new Healthcheck(test, NO, NO, little.negated(), NO, 0),
                "StartPeriod in Healthcheck cannot be less than 1ms");
        refused(new Healthcheck(test, NO, NO, NO, little, 0), "StartInterval in Healthcheck cannot be less than 1ms");
        refused(new Healthcheck(test, NO, NO, NO, NO, -1), "Retries in Healthcheck cannot be negative");
    }

    private void refused(Healthcheck check, String sentence) {
        assertThatThrownBy(() -> run(check))
                .isInstanceOf(EngineException.InvalidParameter.class)
                .hasMessage(sentence);
    }

    @Test
    void everyDefaultIsDockers() {
        Healthcheck check = new Healthcheck(List.of("CMD", "true"), NO, NO, NO, NO, 0);
        Instant start = EngineFixture.START;
        Health failing = Health.starting(List.of());
        for (int count = 0; count < 3; count++) {
            failing = failing.after(new Health.Result(start, start, 1, ""), check, NO);
        }

        assertThat(check.effectiveInterval(Health.Status.STARTING, NO)).hasSeconds(30);
        assertThat(check.effectiveTimeout()).hasSeconds(30);
        assertThat(failing.status()).isEqualTo(Health.Status.UNHEALTHY);
    }
}
