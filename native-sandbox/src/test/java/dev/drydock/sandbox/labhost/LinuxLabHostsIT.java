package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.cgroup.LinuxCgroups;
import dev.drydock.sandbox.disk.LabDisk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LinuxLabHostsIT {
    private static final LabId ALICE = new LabId("alice");
    private static final LabId BOB = new LabId("bob");
    private static final TerminalId FIRST = new TerminalId(1);
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void removeLabs() {
        server.hosts().remove(ALICE);
        server.hosts().remove(BOB);
    }

    @Test
    void aStudentGetsAShellOnAHostOfTheirOwn() throws IOException {
        try (Screen screen = shell(server.hosts().start(ALICE))) {
            screen.type("id -u; hostname; stty size; cat /proc/1/comm; docker --version\n");
            assertThat(screen.waitFor("Docker version")).contains("\n0\r\nalice\r\n24 80\r\nlabd");
        }
    }

    @Test
    void theEnginesSocketBelongsToRootOfTheLab() throws IOException {
        try (Screen screen = shell(server.hosts().start(ALICE))) {
            screen.type("stat -c '%F %U %G %a' /var/run/docker.sock\n");
            screen.waitFor("socket root root 660");
        }
    }

    @Test
    void startingOneThatRunsGivesTheSame() {
        LabHost first = server.hosts().start(ALICE);

        assertThat(server.hosts().start(ALICE)).isSameAs(first);
        assertThat(server.hosts().list()).containsExactly(first);
        assertThat(server.hosts().find(BOB)).isEmpty();
    }

    @Test
    void scrollBackComesBeforeWhatIsNew() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        try (Screen screen = shell(host)) {
            screen.type("echo first-$((40 + 2))\n");
            screen.waitFor("first-42\r\n");
        }
        try (Screen again = new Screen(host.openTerminal(FIRST, SIZE))) {
            again.waitFor("first-42\r\n");
            again.type("echo second-$((40 + 3))\n");
            again.waitFor("second-43\r\n");
        }
    }

    @Test
    void aShellThatWasLeftIsStartedAnew() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        try (Screen screen = shell(host)) {
            screen.type("echo before; exit\n");
            screen.toEnd();
        }
        try (Screen again = new Screen(host.openTerminal(FIRST, SIZE))) {
            again.waitFor("before\r\n");
            again.waitFor("root@alice:~# ");
            again.type("echo after-$((1 + 1))\n");
            again.waitFor("after-2\r\n");
        }
    }

    @Test
    void aTerminalFollowsTheSizeOfItsWindow() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        try (Screen screen = shell(host)) {
            host.resizeTerminal(FIRST, new TerminalSize(50, 132));
            screen.type("stty size\n");
            screen.waitFor("50 132\r\n");
        }
    }

    @Test
    void everythingSurvivesTheServer() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        Container container = Runs.detached(host, "sh", "-c", "echo one; sleep 1000");
        Container brief = Runs.detached(host, "sh", "-c", "trap 'exit 7' TERM; echo ready; sleep 1000 & wait");
        await().until(() -> Runs.logs(host, brief).equals("ready\n"));
        try (Screen screen = shell(host)) {
            screen.type("stay=here\n");
            screen.waitFor("# ");
        }

        server.hosts().leave();
        signal(pid(brief), "TERM", host);
        server.killAndRestart();

        LabHost found = server.hosts().find(ALICE).orElseThrow();
        assertThat(Runs.state(found, container)).isInstanceOf(ContainerState.Running.class);
        assertThat(Runs.logs(found, container)).isEqualTo("one\n");
        await().until(() -> Runs.state(found, brief) instanceof ContainerState.Exited);
        try (Screen screen = new Screen(found.openTerminal(FIRST, SIZE))) {
            screen.waitFor("stay=here");
            screen.type("echo still-$stay\n");
            screen.waitFor("still-here\r\n");
            screen.type("stat -c %F /run/docker.sock; rm -f nothing && echo gone\n");
            screen.waitFor("socket\r\n");
        }
    }

    @Test
    void stoppingKeepsTheFiles() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        Container container = Runs.detached(host, "sleep", "1000");
        try (Screen screen = shell(host)) {
            screen.type("echo kept > /root/file; echo done-$((1 + 1))\n");
            screen.waitFor("done-2\r\n");
        }

        server.hosts().stop(ALICE);
        assertThat(server.hosts().find(ALICE)).isEmpty();
        assertThat(cgroups()).isEmpty();

        LabHost again = server.hosts().start(ALICE);
        try (Screen screen = shell(again)) {
            screen.type("cat /root/file\n");
            screen.waitFor("kept\r\n");
        }
        assertThat(Runs.state(again, container)).isInstanceOf(ContainerState.Exited.class);
        again.engine().containers().start(container.id().value());
        assertThat(Runs.state(again, container)).isInstanceOf(ContainerState.Running.class);
    }

    @Test
    void aLabMadeBeforeThereWereDisksGetsOne() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        Container container = Runs.detached(host, "sh", "-c", "echo kept > /file; echo logged");
        Runs.end(host, container);
        server.hosts().stop(ALICE);
        Path lab = server.data().resolve("labs/alice");
        try (LabDisk disk = server.disk(ALICE)) {
            Process copy = new ProcessBuilder(
                            "cp",
                            "-a",
                            "/proc/" + ProcessHandle.current().pid()
                                    + disk.root().toString().substring("/proc/self".length()) + "/.",
                            lab.toString())
                    .inheritIO()
                    .start();
            assertThat(copy.onExit().join().exitValue()).isZero();
        }
        Path layer = lab.resolve("containers").resolve(container.id().value());
        Files.move(lab.resolve("layers").resolve(container.id().value()), layer.resolve("parent"));
        Files.createDirectories(lab.resolve("processes"));
        try (Stream<Path> logs = Files.list(lab.resolve("logs"))) {
            for (Path log : logs.toList()) {
                Files.move(log, lab.resolve("processes").resolve(log.getFileName()));
            }
        }
        Files.delete(lab.resolve("logs"));
        Files.delete(lab.resolve("disk.img"));

        LabHost again = server.hosts().start(ALICE);

        assertThat(Runs.logs(again, container)).isEqualTo("logged\n");
        again.engine().containers().start(container.id().value());
        Runs.end(again, container);
        assertThat(lab.resolve("root")).doesNotExist();
        assertThat(lab.resolve("containers")).doesNotExist();
        assertThat(lab.resolve("disk")).doesNotExist();
        try (LabDisk disk = server.disk(ALICE)) {
            assertThat(disk.root().resolve("containers/" + container.id().value() + "/upper/file"))
                    .hasContent("kept");
        }
    }

    @Test
    void nothingIsLeftOfARemovedLab() throws IOException {
        LabHost host = server.hosts().start(ALICE);
        Runs.detached(host, "sleep", "1000");
        try (Screen screen = shell(host)) {
            screen.type("sleep 1000 &\n");
            screen.waitFor("# ");
        }

        server.hosts().remove(ALICE);

        assertThat(cgroups()).isEmpty();
        assertThat(server.data().resolve("labs")).isEmptyDirectory();
        assertThat(server.data().resolve("run")).isEmptyDirectory();
        assertThat(server.data().resolve("uid-ranges")).isEmptyDirectory();
        assertThat(server.data().resolve("trash")).isEmptyDirectory();
        assertThat(processesOf(server.data())).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(server.data().toString());
        assertThat(loopDevicesOf(server.data())).isEmpty();
        server.hosts().remove(ALICE);
    }

    @Test
    void aLabThatEndsByItselfIsStartedAgain() throws IOException {
        server.hosts().start(ALICE);
        long labd = Records.read(server.data().resolve("run/alice/run.json"), RunRecord.class)
                .pid();

        ProcessHandle.of(labd).orElseThrow().destroyForcibly();
        await().until(() -> server.hosts().find(ALICE).isEmpty());

        await().untilAsserted(() -> assertThat(cgroups()).isEmpty());
        try (Screen screen = shell(server.hosts().start(ALICE))) {
            screen.type("echo back-$((1 + 1))\n");
            screen.waitFor("back-2\r\n");
        }
    }

    @Test
    void whatACrashLeftHalfMadeIsCleanedUp() throws IOException {
        server.hosts().start(ALICE);
        server.hosts().stop(ALICE);
        Files.createDirectories(server.data().resolve("labs/half"));
        Files.writeString(server.data().resolve("uid-ranges/7"), "half");
        Files.createFile(server.data().resolve("uid-ranges/8"));
        Files.createDirectories(server.data().resolve("run/ghost"));
        Files.createFile(server.data().resolve("run/admin.sock"));

        server.killAndRestart();

        assertThat(server.data().resolve("labs/half")).doesNotExist();
        assertThat(server.data().resolve("run/ghost")).doesNotExist();
        assertThat(Files.deleteIfExists(server.data().resolve("run/admin.sock")))
                .as("the server's own file is still there")
                .isTrue();
        assertThat(server.data().resolve("labs/alice")).exists();
        try (Stream<Path> ranges = Files.list(server.data().resolve("uid-ranges"))) {
            assertThat(ranges.map(Path::getFileName)).containsExactly(Path.of("0"));
        }
    }

    @Test
    void aLabWhoseRecordCannotBeReadIsNamedAndLeftAlone() throws IOException {
        server.hosts().start(ALICE);
        server.hosts().stop(ALICE);
        Files.writeString(server.data().resolve("labs/alice/lab.json"), "{");

        server.killAndRestart();

        assertThatThrownBy(() -> server.hosts().start(ALICE))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("labs/alice/lab.json");
        assertThat(server.hosts().start(BOB)).isNotNull();
    }

    private static Screen shell(LabHost host) {
        Screen screen = new Screen(host.openTerminal(FIRST, SIZE));
        screen.waitFor("root@" + host.id() + ":~# ");
        return screen;
    }

    private static int pid(Container container) {
        return ((ContainerState.Running) container.state()).pid();
    }

    /** As a student does it who becomes root on the lab host. */
    private static void signal(int pid, String signal, LabHost host) throws IOException {
        try (Screen screen = shell(host)) {
            screen.type("kill -" + signal + " " + pid + "; echo sent-$((1 + 1))\n");
            screen.waitFor("sent-2\r\n");
        }
    }

    private List<Path> cgroups() throws IOException {
        String own = LinuxCgroups.nameFor(server.data());
        try (Stream<Path> all = Files.walk(Path.of("/sys/fs/cgroup"), 4)) {
            return all.filter(path -> path.toString().contains(own)
                            && path.getFileName().toString().startsWith("lab-"))
                    .toList();
        }
    }

    private static List<String> loopDevicesOf(Path data) throws IOException {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
            for (Path device : devices) {
                Path backing = device.resolve("loop/backing_file");
                if (Files.exists(backing)) {
                    files.add(Files.readString(backing));
                }
            }
        }
        return files.stream().filter(file -> file.contains(data.toString())).toList();
    }

    private static List<String> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(data.toString()))
                .toList();
    }
}
