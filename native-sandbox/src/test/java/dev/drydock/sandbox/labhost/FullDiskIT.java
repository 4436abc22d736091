package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.disk.LoopDisks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a student can and cannot do whose disk is full, and that nobody else notices. */
@Tag("kernel")
class FullDiskIT {
    private static final LabId ALICE = new LabId("alice");
    private static final LabId BOB = new LabId("bob");
    private static final TerminalId FIRST = new TerminalId(1);
    private static final TerminalSize SIZE = new TerminalSize(24, 80);
    private static final DiskLimits LIMITS = new DiskLimits(64L << 20, 2048);

    /** Again and again: writing to the disk gives back what the file system had set aside for it. */
    private static final String FILL = "for i in 1 2 3 4; do cat /dev/zero > /big$i; sync; done 2> /dev/null; ";

    private static TestServer server;

    private LabHost host;

    @BeforeAll
    static void startServer() {
        server = TestServer.start(data -> LoopDisks.open(data, LIMITS));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startLab() {
        host = server.hosts().start(ALICE);
    }

    @AfterEach
    void removeLabs() {
        server.hosts().remove(ALICE);
        server.hosts().remove(BOB);
    }

    @Test
    void aContainerMeetsTheEndOfTheDisk() {
        assertThat(Runs.output(host, HostConfig.DEFAULT, "sh", "-c", "dd if=/dev/zero of=/big bs=1M 2>&1"))
                .contains("No space left on device");
    }

    @Test
    void theLabHostDoesAndItsTerminalsShowIt() throws IOException {
        try (Screen screen = shell(host)) {
            screen.type("dd if=/dev/zero of=/root/big bs=1M\n");
            screen.waitFor("No space left on device");
            screen.type("rm /root/big; echo end-$((1 + 1))\n");
            screen.waitFor("end-2\r\n");
            screen.type("cp /bin/busybox /root/copy && echo room-$((1 + 1))\n");
            screen.waitFor("room-2\r\n");
        }
    }

    @Test
    void anotherLabDoesNotNotice() throws IOException {
        filler();
        LabHost other = server.hosts().start(BOB);

        assertThat(Runs.output(other, HostConfig.DEFAULT, "sh", "-c", "dd if=/dev/zero of=/f bs=1M count=8; echo ok"))
                .contains("ok");
    }

    @Test
    void aFullLabCanStillBeUsed() throws IOException {
        Container filler = filler();

        assertThat(exec(filler, "echo", "hello")).isEqualTo("hello\n");
        assertThat(Runs.logs(host, filler)).contains("full\n");
        try (Screen screen = shell(host)) {
            screen.type("ps | grep -c '[s]leep 1000'; echo end-$((1 + 1))\n");
            assertThat(screen.waitFor("end-2\r\n")).contains("\n1\r\n");
        }

        String id = filler.id().value();
        host.engine().containers().kill(id, "KILL");
        Runs.end(host, filler);
        host.engine().containers().remove(id, false);

        assertThat(Runs.output(host, HostConfig.DEFAULT, "sh", "-c", "dd if=/dev/zero of=/f bs=1M count=8; echo ok"))
                .contains("ok");
    }

    @Test
    void withoutRoomForOneMoreFileNothingIsHalfMade() throws IOException {
        Container filler = filler("while true > /f$i; do i=$((i + 1)); done 2> /dev/null; ");
        List<String> before = writableLayers();

        assertNoRoomToCreate();
        // Room for one more is not enough for a container either.
        try (LabDisk disk = server.disk(ALICE)) {
            Files.delete(disk.root().resolve("containers/" + filler.id().value() + "/upper/f1"));
        }
        assertNoRoomToCreate();

        assertThat(writableLayers()).isEqualTo(before);
        assertThat(exec(filler, "echo", "hello")).isEqualTo("hello\n");
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(2), SIZE))) {
            screen.waitFor("# ");
            screen.type("echo new-$((1 + 1))\n");
            screen.waitFor("new-2\r\n");
        }
        String id = filler.id().value();
        host.engine().containers().remove(id, true);
        assertThat(writableLayers()).isEmpty();
        assertThat(Runs.output(host, HostConfig.DEFAULT, "echo", "ok")).isEqualTo("ok\n");
    }

    @Test
    void aFullLabStopsAndStarts() throws IOException {
        Container filler = filler();
        // Each takes of what is kept back for the server, so the lab is left with less than nothing.
        for (int i = 0; i < 8; i++) {
            host.engine().containers().create(Optional.empty(), Runs.config("busybox"), HostConfig.DEFAULT);
        }

        server.hosts().stop(ALICE);
        host = server.hosts().start(ALICE);
        try (Screen screen = shell(host)) {
            screen.type("echo up-$((1 + 1))\n");
            screen.waitFor("up-2\r\n");
        }
        host.engine().containers().remove(filler.id().value(), false);
        assertThat(Runs.output(host, HostConfig.DEFAULT, "echo", "ok")).isEqualTo("ok\n");
    }

    @Test
    void anotherServerTakesAFullLabOver() throws IOException {
        Container filler = filler();

        server.killAndRestart();

        host = server.hosts().find(ALICE).orElseThrow();
        assertThat(Runs.state(host, filler)).isInstanceOf(ContainerState.Running.class);
        assertThat(exec(filler, "echo", "hello")).isEqualTo("hello\n");
    }

    @Test
    void aNewContainerNeedsRoomToStart() throws IOException {
        filler();
        Container created =
                host.engine().containers().create(Optional.empty(), Runs.config("busybox"), HostConfig.DEFAULT);
        String id = created.id().value();

        // A server that may override limits (CAP_SYS_RESOURCE) finds room on some kernels.
        assertThat(catchThrowable(() -> host.engine().containers().start(id)))
                .satisfiesAnyOf(
                        problem -> assertThat(problem).isNull(),
                        problem -> assertThat(problem)
                                .isInstanceOf(SystemFailure.class)
                                .hasMessage("error creating overlay mount to /containers/" + id
                                        + ": no space left on device"));

        host.engine().containers().remove(id, true);
        assertThat(writableLayers()).hasSize(1);
    }

    @Test
    void outputThatIsLostIsMarked() throws IOException {
        Container loud = Runs.detached(host, "sh", "-c", FILL + "seq 1 60000; echo last; sleep 1000");
        try (Screen screen =
                new Screen(host.engine().containers().attach(loud.id().value(), Runs.FOLLOW))) {
            // A client that follows misses nothing but what came faster than it could read.
            screen.waitFor("60000\nlast\n");
        }
        assertThat(Runs.logs(host, loud))
                .matches("(?s).*\\[\\d+ bytes of output are missing here.*59999\n60000\nlast\n");

        try (LabDisk disk = server.disk(ALICE)) {
            Files.delete(
                    disk.root().resolve("containers").resolve(loud.id().value()).resolve("upper/big1"));
        }
        host.engine().containers().kill(loud.id().value(), "KILL");
        Runs.end(host, loud);
        server.hosts().stop(ALICE);
        host = server.hosts().start(ALICE);

        assertThat(Runs.logs(host, loud))
                .matches("(?s).*\\[\\d+ bytes of output are missing here.*59999\n60000\nlast\n");
    }

    private void assertNoRoomToCreate() {
        assertThatThrownBy(() ->
                        host.engine().containers().create(Optional.empty(), Runs.config("busybox"), HostConfig.DEFAULT))
                .isInstanceOf(SystemFailure.class)
                .hasMessageMatching("mkdir /containers/[0-9a-f]{64}: no space left on device");
    }

    /** Fills the disk to the last block and stays. */
    private Container filler() {
        return filler(FILL);
    }

    private Container filler(String command) {
        Container filler = Runs.detached(host, "sh", "-c", command + "echo full; sleep 1000");
        try (Screen screen =
                new Screen(host.engine().containers().attach(filler.id().value(), Runs.FOLLOW))) {
            screen.waitFor("full\n");
        }
        return filler;
    }

    private String exec(Container container, String... command) {
        ProcessSpec process = new ProcessSpec(
                List.of(command), List.of(), "", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = host.engine().containers().createExec(container.id().value(), process);
        try (Screen screen =
                new Screen(host.engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))) {
            return screen.toEnd();
        }
    }

    private static List<String> writableLayers() throws IOException {
        try (LabDisk disk = server.disk(ALICE);
                Stream<Path> layers = Files.list(disk.root().resolve("containers"))) {
            return layers.map(Path::toString)
                    .map(name -> name.substring(name.lastIndexOf('/')))
                    .sorted()
                    .toList();
        }
    }

    private static Screen shell(LabHost host) {
        Screen screen = new Screen(host.openTerminal(FIRST, SIZE));
        screen.waitFor("root@" + host.id() + ":~# ");
        return screen;
    }
}
