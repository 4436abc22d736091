package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventSubscription;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health checks as a student types them. */
@Tag("dockercli")
@Timeout(120)
class HealthCliTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private EngineFixture fixture;
    private DockerCommand docker;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        docker = new DockerCommand(fixture.socket());
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private void runUntil(String event, String... options) throws IOException, InterruptedException {
        try (EventSubscription events = fixture.engine().events().subscribe()) {
            docker.output(options);
            Event next;
            do {
                next = events.next(PATIENCE).orElseThrow();
            } while (!next.action().equals(event));
        }
    }

    @Test
    void aHealthyContainerSaysSo() throws IOException, InterruptedException {
        runUntil(
                "health_status: healthy",
                "run",
                "-d",
                "--name",
                "web",
                "--health-cmd",
                "echo fine",
                "--health-interval",
                "200ms",
                "busybox",
                "sleep",
                "1000");

        assertThat(docker.output("ps", "--filter", "health=healthy", "--format", "{{.Names}} {{.Status}}"))
                .startsWith("web Up ")
                .endsWith("(healthy)");
        assertThat(docker.output(
                        "inspect",
                        "-f",
                        "{{.State.Health.Status}} {{(index .State.Health.Log 0).ExitCode}}"
                                + " {{json (index .State.Health.Log 0).Output}} {{json .Config.Healthcheck}}",
                        "web"))
                .isEqualTo(
                        "healthy 0 \"fine\\n\"" + " {\"Test\":[\"CMD-SHELL\",\"echo fine\"],\"Interval\":200000000}");
    }

    @Test
    void anUnhealthyContainerSaysSo() throws IOException, InterruptedException {
        runUntil(
                "health_status: unhealthy",
                "run",
                "-d",
                "--name",
                "web",
                "--health-cmd",
                "exit 3",
                "--health-interval",
                "200ms",
                "--health-retries",
                "1",
                "busybox",
                "sleep",
                "1000");

        assertThat(docker.output("ps", "--format", "{{.Status}}")).endsWith("(unhealthy)");
    }

    @Test
    void withoutAHealthCheckNothingIsSaid() throws IOException, InterruptedException {
        docker.output("run", "-d", "--name", "web", "--no-healthcheck", "busybox", "sleep", "1000");

        assertThat(docker.output("inspect", "-f", "{{json .Config.Healthcheck.Test}} {{.State.Health}}", "web"))
                .isEqualTo("[\"NONE\"] <nil>");
        assertThat(docker.output("ps", "--format", "{{.Status}}")).doesNotContain("(");
    }

    @Test
    void nonsenseIsRefused() throws IOException, InterruptedException {
        DockerCommand.Outcome outcome =
                docker.run("create", "--health-cmd", "true", "--health-timeout", "5us", "busybox", "true");

        assertThat(outcome.err()).contains("Timeout in Healthcheck cannot be less than 1ms");
        assertThat(outcome.code()).isEqualTo(1);
    }
}
