package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine on the real runtime: what {@code docker run} and its kin come down to. */
@Tag("kernel")
class ContainersIT {
    private static final String RUNC =
            "failed to create task for container: failed to create shim task: OCI runtime create "
                    + "failed: runc create failed: unable to start container process: ";

    private static TestServer server;
    private static LabHost host;

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(new LabId("lab"));
    }

    @AfterAll
    static void stopLab() {
        server.close();
    }

    @Test
    void helloWorldSaysHello() {
        Container container = Runs.start(host, Runs.config("hello-world", "/hello"), HostConfig.DEFAULT);

        assertThat(Runs.end(host, container).code()).isZero();
        assertThat(Runs.logs(host, container)).contains("Hello from Drydock!");
    }

    @Test
    void aContainerHasNamespacesOfItsOwn() {
        assertThat(run("hostname")).hasSize(13);
        assertThat(run("sh", "-c", "echo $$; ls /proc | grep -c '^[0-9]'")).startsWith("1\n");
        assertThat(run("ls", "/sys/class/net")).isEqualTo("eth0\nlo\n");
        assertThat(run("id")).startsWith("uid=0(root) gid=0(root)");
    }

    /** One overlay, its own; nothing of the lab, whose root is under the container's for a moment. */
    @Test
    void aContainerSeesNoMountOfTheLab() {
        String mounts = run("cat", "/proc/self/mountinfo");

        assertThat(mounts.lines().filter(line -> line.contains(" - overlay ")))
                .singleElement()
                .asString()
                .contains(" / / ");
        assertThat(mounts).doesNotContain("docker.sock").contains(" /dev/shm ");
    }

    @Test
    void whatAStudentMountsOverTheRootOfTheLabIsNotInContainers() throws IOException {
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), new TerminalSize(24, 80)))) {
            screen.waitFor("# ");
            screen.type("mount --make-rshared /; mount -t tmpfs covered /; echo end-$((1 + 1))\n");
            screen.waitFor("end-2\r\n");
        }

        assertThat(run("cat", "/proc/self/mountinfo")).doesNotContain("covered").doesNotContain("docker.sock");
        assertThat(run("sh", "-c", "mount -t tmpfs x /mnt 2>&1; ls /.. | tr '\n' ' '"))
                .contains("bin ");
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(2), new TerminalSize(24, 80)))) {
            screen.waitFor("# ");
            screen.type(
                    "umount -l /..; mount --make-rprivate /; grep -c ' - overlay ' /proc/self/mountinfo; echo end-$((1 + 1))\n");
            assertThat(screen.waitFor("end-2\r\n")).contains("\n1\r\n");
        }
    }

    @Test
    void theExitCodeIsTheProgramsOwn() {
        assertThat(code("sh", "-c", "exit 42")).isEqualTo(42);
        assertThat(code("sh", "-c", "sh -c 'kill -9 $$'; exit $?")).isEqualTo(137);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|127|exec: \"nope\": executable file not found in $PATH: unknown",
                "/nope|127|exec: \"/nope\": stat /nope: no such file or directory: unknown",
                "/etc/passwd|126|exec: \"/etc/passwd\": permission denied: unknown"
            })
    void aProgramThatCannotBeRunIsNamedInRuncsWords(String program, int code, String sentence) {
        Container created = host.engine()
                .containers()
                .create(Optional.empty(), Runs.config("busybox", program), HostConfig.DEFAULT);

        assertThatThrownBy(() -> host.engine().containers().start(created.id().value()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(RUNC + sentence);
        assertThat(Runs.state(host, created))
                .isInstanceOfSatisfying(
                        ContainerState.Created.class,
                        state -> assertThat(state.exitCode()).isEqualTo(code));
    }

    @Test
    void inputReachesTheProgram() throws IOException {
        Streams streams = new Streams(true, true, true, false, true, true);
        Container created = host.engine()
                .containers()
                .create(Optional.empty(), Runs.config("busybox", streams, "cat"), HostConfig.DEFAULT);
        try (var attachment = host.engine()
                        .containers()
                        .attach(created.id().value(), new AttachRequest(false, true, true, true));
                Screen screen = new Screen(attachment)) {
            host.engine().containers().start(created.id().value());
            screen.type("through the container\n");
            attachment.closeInput();
            assertThat(screen.toEnd()).isEqualTo("through the container\n");
        }
        assertThat(Runs.end(host, created).code()).isZero();
    }

    @Test
    void aTerminalIsATerminal() throws IOException {
        Streams streams = new Streams(true, true, true, true, true, true);
        Container created = host.engine()
                .containers()
                .create(Optional.empty(), Runs.config("busybox", streams, "sh"), HostConfig.DEFAULT);
        try (Screen screen = new Screen(
                host.engine().containers().attach(created.id().value(), new AttachRequest(false, true, true, true)))) {
            host.engine().containers().start(created.id().value());
            host.engine().containers().resize(created.id().value(), new TerminalSize(33, 99));
            screen.waitFor("# ");
            screen.type("stty size; tty; exit 3\n");
            screen.waitFor("33 99\r\n/dev/pts/0\r\n");
        }
        assertThat(Runs.end(host, created).code()).isEqualTo(3);
    }

    @Test
    void aProcessCanBeAdded() {
        Container container = Runs.detached(host, "sleep", "1000");
        Exec exec = host.engine()
                .containers()
                .createExec(container.id().value(), process("sh", "-c", "echo $PPID; hostname; exit 5"));
        try (Screen screen =
                new Screen(host.engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))) {
            assertThat(screen.toEnd()).startsWith("0\n").contains(container.id().abbreviated());
        }
        await().untilAsserted(() -> assertThat(
                        host.engine().containers().findExec(exec.id().value()).status())
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(5)));
        host.engine().containers().kill(container.id().value(), "KILL");
    }

    @Test
    void aProcessOfNobodyIsRefusedInDockerdsWords() {
        Container container = Runs.detached(host, "sleep", "1000");
        ProcessSpec nobody = new ProcessSpec(
                List.of("true"), List.of(), "", "nosuch", List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = host.engine().containers().createExec(container.id().value(), nobody);

        assertThatThrownBy(() ->
                        host.engine().containers().startExecDetached(exec.id().value()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("unable to find user nosuch: no matching entries in passwd file");
        assertThat(host.engine().containers().findExec(exec.id().value()).status())
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(126));
        host.engine().containers().kill(container.id().value(), "KILL");
    }

    @Test
    void stoppingTriesTheGentleWayFirst() {
        Container container =
                Runs.detached(host, "sh", "-c", "trap 'echo bye; exit 0' TERM; while :; do sleep 0.1; done");

        host.engine().containers().stop(container.id().value(), Optional.of(Duration.ofSeconds(10)), Optional.empty());

        assertThat(Runs.end(host, container).code()).isZero();
        assertThat(Runs.logs(host, container)).isEqualTo("bye\n");
    }

    @Test
    void aPausedContainerStandsStillAndGoesOn() {
        Container container = Runs.detached(host, "sh", "-c", "while :; do echo tick; sleep 0.02; done");
        await().until(() -> Runs.logs(host, container).length() > 10);

        host.engine().containers().pause(container.id().value());
        int before = Runs.logs(host, container).length();
        assertThat(run("sleep", "0.3")).isEmpty();
        assertThat(Runs.logs(host, container)).hasSize(before);

        host.engine().containers().unpause(container.id().value());
        await().until(() -> Runs.logs(host, container).length() > before);
        host.engine().containers().pause(container.id().value());
        host.engine().containers().kill(container.id().value(), "KILL");
        assertThat(Runs.end(host, container).code()).isEqualTo(137);
    }

    @Test
    void aContainerThatUsesUpTheMemoryIsNamed() {
        Container greedy = Runs.detached(host, "tail", "/dev/zero");

        assertThat(Runs.end(host, greedy).code()).isEqualTo(137);
        assertThat(Runs.end(host, greedy).outOfMemory()).isTrue();
        assertThat(run("echo", "the others live")).isEqualTo("the others live\n");
    }

    @Test
    void containersOnOneBridgeReachEachOther() {
        Container web = Runs.detached(host, "nc", "-l", "-p", "8000", "-e", "echo", "pong");
        String address = web.endpoints().getFirst().address().getHostAddress();
        Container hosted = Runs.start(
                host,
                Runs.config("busybox", "sh", "-c", "until nc " + address + " 8000 </dev/null; do sleep 0.05; done"),
                HostConfig.DEFAULT);

        assertThat(Runs.end(host, hosted).code()).isZero();
        assertThat(Runs.logs(host, hosted)).contains("pong");
    }

    @Test
    void capabilitiesAreDockers() {
        assertThat(run("grep", "CapEff", "/proc/self/status")).contains("00000000a80425fb");
        assertThat(run(security(List.of(), List.of("ALL")), "grep", "CapEff", "/proc/self/status"))
                .contains("0000000000000000");
        assertThat(run(security(List.of("NET_ADMIN"), List.of()), "ip", "link", "set", "lo", "down"))
                .isEmpty();
        assertThat(run("ip", "link", "set", "lo", "down")).contains("Operation not permitted");
    }

    @Test
    void aReadOnlyRootCannotBeWritten() {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.readOnlyRoot = true);

        assertThat(Runs.output(host, config, "sh", "-c", "echo x > /file")).contains("Read-only file system");
    }

    @Test
    void anInitInFrontPassesSignalsOn() {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.init = true);

        assertThat(Runs.output(host, config, "sh", "-c", "echo $$")).isNotEqualTo("1\n");
    }

    @Test
    void aPrivateNetworkIsNotNeeded() {
        HostConfig none = HostConfig.DEFAULT.withNetworkMode("none");
        HostConfig lab = HostConfig.DEFAULT.withNetworkMode("host");

        assertThat(Runs.output(host, none, "ls", "/sys/class/net")).isEqualTo("lo\n");
        assertThat(Runs.output(host, lab, "ls", "/sys/class/net")).contains("docker0");
    }

    private static String run(String... command) {
        return Runs.output(host, HostConfig.DEFAULT, command);
    }

    private static String run(HostConfig config, String... command) {
        return Runs.output(host, config, command);
    }

    private static int code(String... command) {
        return Runs.end(host, Runs.detached(host, command)).code();
    }

    private static HostConfig security(List<String> added, List<String> dropped) {
        return HostConfig.DEFAULT.withSecurity(Security.ofCapabilities(added, dropped));
    }

    private static ProcessSpec process(String... command) {
        return new ProcessSpec(
                List.of(command), List.of(), "", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
    }
}
