package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real {@code docker} command against a simulated engine. */
@Tag("dockercli")
@Timeout(120)
class DockerCliTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private record Outcome(int code, String out, String err) {}

    private Process begin(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DOCKER_HOST", "unix://" + fixture.socket());
        builder.environment().put("DOCKER_CONFIG", "/nonexistent");
        builder.environment().remove("DOCKER_API_VERSION");
        return builder.start();
    }

    private Outcome docker(String... arguments) throws IOException, InterruptedException {
        return type("", arguments);
    }

    private Outcome type(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command, input);
    }

    /** In a terminal of its own, as a person would have it. */
    private Outcome typeInTerminal(String input, String commandLine) throws IOException, InterruptedException {
        return run(List.of("script", "-qec", commandLine, "/dev/null"), input);
    }

    private Outcome run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = begin(command);
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        if (!command.getFirst().equals("script")) {
            process.getOutputStream().close();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
        return new Outcome(process.exitValue(), out.join(), err.join());
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runPrintsAndExitsAsTheProgram() throws Exception {
        assertThat(docker("run", "--rm", "hello-world").out()).contains("Hello from Drydock!");
        assertThat(docker("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2; exit 3"))
                .isEqualTo(new Outcome(3, "out\n", "err\n"));
        assertThat(type("line\n", "run", "-i", "--rm", "busybox", "cat")).isEqualTo(new Outcome(0, "line\n", ""));
        assertThat(docker("ps", "-aq")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void runEndsWithDockersCodesWhenNothingRan() throws Exception {
        Outcome image = docker("run", "nope");
        assertThat(image.code()).isEqualTo(125);
        assertThat(image.err())
                .contains("Unable to find image 'nope:latest' locally")
                .contains(
                        "docker: Error response from daemon: pull access denied for nope, repository does not exist or"
                                + " may require 'docker login': denied: requested access to the resource is denied");

        Outcome program = docker("run", "--rm", "busybox", "nope");
        assertThat(program.code()).isEqualTo(127);
        assertThat(program.err()).contains("exec: \"nope\": executable file not found in $PATH: unknown");

        Outcome option = docker("run", "--cgroup-parent", "x", "busybox");
        assertThat(option.code()).isEqualTo(125);
        assertThat(option.err()).contains("--cgroup-parent is not supported by this engine");
    }

    @Test
    void aTerminalIsATerminal() throws Exception {
        Outcome outcome = typeInTerminal("echo hi\rexit 4\r", "docker run -it --name term busybox");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.out()).contains("/ # ").contains("hi\r\n");
        assertThat(docker("logs", "term").out()).contains("hi\r\n");
    }

    @Test
    void aContainerLivesThroughItsCommands() throws Exception {
        assertThat(docker("run", "-d", "--name", "web", "busybox", "sh", "-c", "echo ready; sleep 1000")
                        .code())
                .isZero();
        assertThat(docker("ps", "--format", "{{.Names}} {{.Command}} {{.State}}")
                        .out())
                .isEqualTo("web \"sh -c 'echo ready; …\" running\n");
        assertThat(docker("exec", "web", "echo", "inside")).isEqualTo(new Outcome(0, "inside\n", ""));
        assertThat(type("in\n", "exec", "-i", "web", "cat").out()).isEqualTo("in\n");
        assertThat(docker("exec", "web", "sh", "-c", "exit 9").code()).isEqualTo(9);
        assertThat(docker("exec", "web", "nope").code()).isEqualTo(127);
        assertThat(docker("logs", "web").out()).isEqualTo("ready\n");
        assertThat(docker("pause", "web").out()).isEqualTo("web\n");
        assertThat(docker("ps", "--format", "{{.Status}}").out()).endsWith("(Paused)\n");
        assertThat(docker("attach", "web").err()).contains("You cannot attach to a paused container, unpause it first");
        assertThat(docker("unpause", "web").out()).isEqualTo("web\n");
        assertThat(docker("restart", "-t", "0", "web").out()).isEqualTo("web\n");
        assertThat(docker("inspect", "-f", "{{.State.Status}} {{.Config.Image}} {{.HostConfig.NetworkMode}}", "web")
                        .out())
                .isEqualTo("running busybox bridge\n");
        assertThat(docker("stop", "-t", "1", "web").out()).isEqualTo("web\n");
        assertThat(docker("start", "web").out()).isEqualTo("web\n");
        assertThat(docker("kill", "web").code()).isZero();
        assertThat(docker("wait", "web").out()).isEqualTo("137\n");
        assertThat(docker("rm", "web").out()).isEqualTo("web\n");
        assertThat(docker("rm", "web").err()).isEqualTo("Error response from daemon: No such container: web\n");
    }

    @Test
    void startAttachesFromTheFirstByte() throws Exception {
        docker("create", "--name", "again", "busybox", "sh", "-c", "echo out; exit 7");

        assertThat(docker("start", "-a", "again")).isEqualTo(new Outcome(7, "out\n", ""));
        assertThat(docker("start", "-a", "again")).isEqualTo(new Outcome(7, "out\n", ""));
    }

    @Test
    void logsAreFollowedToTheEnd() throws Exception {
        docker("run", "-d", "--name", "ticker", "busybox", "sh", "-c", "echo 1; sleep 0.5; echo 2");

        assertThat(docker("logs", "-f", "ticker")).isEqualTo(new Outcome(0, "1\n2\n", ""));
        assertThat(docker("logs", "--tail", "1", "-t", "ticker").out()).matches("\\S+Z 2\n");
    }

    @Test
    void eventsOfARunAreDockers() throws Exception {
        Process events = begin(List.of("docker", "events", "--since", "1", "--format", "{{.Type}} {{.Action}}"));
        try (var reader = events.inputReader()) {
            docker("run", "--rm", "busybox", "true");

            List<String> seen = new ArrayList<>();
            while (!seen.contains("container destroy")) {
                seen.add(String.valueOf(reader.readLine()));
            }
            assertThat(seen)
                    .containsSubsequence(
                            "container create",
                            "container attach",
                            "network connect",
                            "container start",
                            "container die",
                            "container destroy");
        } finally {
            events.destroy();
        }
    }

    @Test
    void theEngineDescribesItself() throws Exception {
        assertThat(docker("version", "--format", "{{.Server.Platform.Name}} {{.Server.APIVersion}}")
                        .out())
                .isEqualTo("Drydock 1.50\n");
        assertThat(docker("info", "--format", "{{.Name}} {{.Images}} {{.Swarm.LocalNodeState}}")
                        .out())
                .isEqualTo("lab 2 inactive\n");
        assertThat(docker("info").err()).isEmpty();
        assertThat(docker("images", "--format", "{{.Repository}}:{{.Tag}}", "busybox")
                        .out())
                .isEqualTo("busybox:latest\n");
        assertThat(docker("history", "-q", "hello-world").out()).contains("<missing>");
        assertThat(docker("network", "ls", "--format", "{{.Name}}").out()).isEqualTo("bridge\nhost\nnone\n");
        assertThat(docker("volume", "ls", "-q").out()).isEmpty();
        assertThat(docker("system", "df").code()).isZero();
        assertThat(docker("pull", "busybox").out()).contains("Status: Image is up to date for busybox:latest");
    }

    @Test
    void aClientOfAnotherTimeIsTurnedAway() throws Exception {
        ProcessBuilder old = new ProcessBuilder("docker", "ps");
        old.environment().put("DOCKER_HOST", "unix://" + fixture.socket());
        old.environment().put("DOCKER_API_VERSION", "1.99");
        Path error = fixture.socket("error");
        old.redirectError(error.toFile());

        assertThat(old.start().waitFor()).isEqualTo(1);

        assertThat(error).content().contains("client version 1.99 is too new. Maximum supported API version is 1.50");
        java.nio.file.Files.delete(error);
    }
}
