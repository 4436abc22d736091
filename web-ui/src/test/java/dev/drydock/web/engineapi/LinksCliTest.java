package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links, names of hosts and other options of {@code docker run}, as a student types them. */
@Tag("dockercli")
@Timeout(120)
class LinksCliTest {
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

    @Test
    void aLinkedContainerKnowsTheOther() throws IOException, InterruptedException {
        docker.output("run", "-d", "--name", "db", "--expose", "5432", "busybox", "sleep", "1000");
        docker.output("run", "-d", "--name", "web", "--link", "db:store", "busybox", "sleep", "1000");

        assertThat(docker.output("exec", "web", "env").lines()).contains("STORE_PORT=tcp://172.17.0.2:5432");
        assertThat(docker.output("inspect", "-f", "{{json .HostConfig.Links}}", "web"))
                .isEqualTo("[\"/db:/web/store\"]");
        assertThat(docker.output("ps", "--no-trunc", "--format", "{{.Names}}").lines())
                .containsExactly("web", "db,web/store");
        assertThat(docker.output("exec", "web/store", "hostname")).isEqualTo(docker.output("exec", "db", "hostname"));

        docker.output("rm", "--link", "web/store");
        assertThat(docker.output("inspect", "-f", "{{json .HostConfig.Links}}", "web"))
                .isEqualTo("null");
        assertThat(docker.run("rm", "--link", "web/store").err()).contains("No such container: web/store");
    }

    @Test
    void everyOptionIsShownByInspect() throws IOException, InterruptedException {
        docker.output(
                "create",
                "--name",
                "web",
                "--dns=1.1.1.1",
                "--dns-search=x.y",
                "--dns-option=ndots:3",
                "--add-host=a:1.2.3.4",
                "--tmpfs=/run:size=1m",
                "--oom-score-adj=500",
                "--annotation=who=me",
                "--mac-address=02:42:ac:11:00:99",
                "--domainname=example.com",
                "--stop-signal=SIGINT",
                "--stop-timeout=3",
                "busybox",
                "true");

        assertThat(docker.output(
                        "inspect",
                        "-f",
                        "{{json .HostConfig.Dns}} {{json .HostConfig.DnsSearch}} {{json .HostConfig.DnsOptions}}"
                                + " {{json .HostConfig.ExtraHosts}} {{json .HostConfig.Tmpfs}}"
                                + " {{.HostConfig.OomScoreAdj}} {{json .HostConfig.Annotations}}"
                                + " {{.Config.MacAddress}} {{.Config.Domainname}} {{.Config.StopSignal}}"
                                + " {{.Config.StopTimeout}}",
                        "web"))
                .isEqualTo("[\"1.1.1.1\"] [\"x.y\"] [\"ndots:3\"] [\"a:1.2.3.4\"] {\"/run\":\"size=1m\"}"
                        + " 500 {\"who\":\"me\"} 02:42:ac:11:00:99 example.com SIGINT 3");
        docker.output("start", "web");
    }

    @Test
    void whatALabHostCannotHaveIsRefused() throws IOException, InterruptedException {
        assertThat(docker.run("run", "--gpus", "all", "busybox", "true").err())
                .contains("could not select device driver \"\" with capabilities: [[gpu]]");
        assertThat(docker.run("run", "--runtime", "nope", "busybox", "true").err())
                .contains("unknown or invalid runtime name: nope");
        assertThat(docker.run("run", "--isolation", "hyperv", "busybox", "true").err())
                .contains("Invalid isolation: \"hyperv\" - linux only supports 'default'");
        assertThat(docker.run("run", "--storage-opt", "size=1G", "busybox", "true")
                        .err())
                .contains("--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
        assertThat(docker.run("run", "--cpu-rt-runtime", "1000", "busybox", "true")
                        .err())
                .contains("Your kernel does not support CPU real-time scheduler");
        assertThat(docker.output("run", "--rm", "--runtime", "runc", "busybox", "echo", "fine"))
                .isEqualTo("fine");
    }
}
