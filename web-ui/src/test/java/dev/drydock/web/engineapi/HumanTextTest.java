package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Health;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.GoTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read in {@code docker ps} and in times. */
class HumanTextTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The values of go-units' own test. */
    @ParameterizedTest
    @CsvSource({
        "PT0.45S, Less than a second",
        "PT1S, 1 second",
        "PT45S, 45 seconds",
        "PT63S, About a minute",
        "PT3M, 3 minutes",
        "PT35M43S, 35 minutes",
        "PT59M, 59 minutes",
        "PT1H, About an hour",
        "PT1H29M, About an hour",
        "PT1H31M, 2 hours",
        "PT3H, 3 hours",
        "PT24H, 24 hours",
        "PT35H, 35 hours",
        "PT48H, 2 days",
        "PT312H, 13 days",
        "PT336H, 2 weeks",
        "PT600H, 3 weeks",
        "PT1488H, 2 months",
        "PT8760H, 12 months",
        "PT17520H, 2 years",
        "PT43800H, 5 years",
        "PT-5S, Less than a second",
    })
    void durationsAreGoUnits(Duration duration, String text) {
        assertThat(HumanDuration.of(duration)).isEqualTo(text);
    }

    @Test
    void everyStateHasDockersWords() {
        ExitStatus killed = new ExitStatus(137, false, START);
        Instant now = START.plusSeconds(180);

        assertThat(List.of(
                        new ContainerState.Created(0, ""),
                        new ContainerState.Running(7, START.plusSeconds(175)),
                        new ContainerState.Paused(7, START),
                        new ContainerState.Restarting(killed, START),
                        new ContainerState.Removing(),
                        new ContainerState.Exited(killed, START, ""),
                        new ContainerState.Dead()))
                .extracting(state -> StatusText.of(state, Optional.empty(), now))
                .containsExactly(
                        "Created",
                        "Up 5 seconds",
                        "Up 3 minutes (Paused)",
                        "Restarting (137) 3 minutes ago",
                        "Removal In Progress",
                        "Exited (137) 3 minutes ago",
                        "Dead");
    }

    @Test
    void aRunningContainerTellsItsHealth() {
        ContainerState running = new ContainerState.Running(7, START);
        Instant now = START.plusSeconds(5);

        assertThat(List.of(Health.Status.STARTING, Health.Status.HEALTHY, Health.Status.UNHEALTHY))
                .extracting(status -> StatusText.of(running, Optional.of(new Health(status, 0, List.of())), now))
                .containsExactly(
                        "Up 5 seconds (health: starting)", "Up 5 seconds (healthy)", "Up 5 seconds (unhealthy)");
        assertThat(StatusText.of(
                        new ContainerState.Paused(7, START),
                        Optional.of(new Health(Health.Status.UNHEALTHY, 0, List.of())),
                        now))
                .isEqualTo("Up 5 seconds (Paused)");
    }

    @Test
    void timesAreGosRfc3339Nano() {
        assertThat(Timestamps.rfc3339(START)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(Timestamps.rfc3339(START.plusNanos(120))).isEqualTo("2026-01-01T00:00:00.00000012Z");
        assertThat(Timestamps.logLine(START.plusNanos(120))).isEqualTo("2026-01-01T00:00:00.000000120Z");
    }

    @Test
    void queriesGiveSecondsWithAFraction() {
        assertThat(GoTimestamp.ofEpoch("1767225600")).isEqualTo(START);
        assertThat(GoTimestamp.ofEpoch("1767225600.000000120")).isEqualTo(START.plusNanos(120));
        assertThat(GoTimestamp.ofEpoch("1767225600.5")).isEqualTo(START.plusMillis(500));
        assertThat(GoTimestamp.ofEpoch("9223372036854775807")).isAfter(START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1.",
                "1e9",
                "99999999999999999999",
                "1.2.3",
                "1h",
                "2026-01-01T00:00:00Z",
                "\u0661"
            })
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> GoTimestamp.ofEpoch(text)).isInstanceOf(EngineException.InvalidParameter.class);
    }

    @Test
    void aCommandLineQuotesArgumentsWithSpaces() {
        assertThat(ContainerDocuments.commandLine(List.of("sh", "-c", "echo a; exit")))
                .isEqualTo("sh -c 'echo a; exit'");
    }
}
