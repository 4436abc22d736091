package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.disk.DirectoryDisks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This server on what the first release has left: a labd that goes on running, and a data directory. */
@Tag("kernel")
class UpgradeIT {
    private static final LabId LAB = new LabId("kept");
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    @TempDir
    private Path scratch;

    /**
     * The first release's labd itself, built from its sources: a recorded answer would repeat what we believe of it. This
     * server starts it and then, as after an upgrade, joins it again.
     */
    @Test
    void aLabdOfTheFirstReleaseIsServed() throws Exception {
        try (TestServer server = TestServer.start()) {
            useFirstLabd(server);
            LabHost host = server.hosts().start(LAB);
            admitNobody(server);
            Container before = Runs.detached(host, "sh", "-c", "echo written before; exec sleep 1000");
            try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), SIZE))) {
                screen.type("echo typed-$((1 + 1))\n");
                screen.waitFor("typed-2\r\n");
            }

            server.killAndRestart();

            LabHost joined = server.hosts().find(LAB).orElseThrow();
            assertThat(Runs.state(joined, before)).isInstanceOf(ContainerState.Running.class);
            assertThat(exec(joined, before, "echo", "added")).isEqualTo("added\n");
            assertThat(Runs.output(joined, HostConfig.DEFAULT, "echo", "new")).isEqualTo("new\n");
            try (Screen screen = new Screen(joined.openTerminal(new TerminalId(1), SIZE))) {
                screen.waitFor("typed-2\r\n");
            }
            stopStartAndLog(joined, before);
        }
    }

    /** The first server let nobody in the lab have processes born in a cgroup of version 2, and its labd cannot. */
    private static void admitNobody(TestServer server) throws IOException {
        for (Path cgroup : server.cgroups(LAB)) {
            for (Path processes : List.of(cgroup.resolve("cgroup.procs"), cgroup.resolve("docker/cgroup.procs"))) {
                if (Files.exists(processes)) {
                    Files.setAttribute(processes, "unix:uid", 0);
                }
            }
        }
    }

    private static void stopStartAndLog(LabHost host, Container container) {
        String id = container.id().value();
        host.engine().containers().kill(id, "KILL");
        assertThat(Runs.end(host, container).code()).isEqualTo(137);
        host.engine().containers().start(id);
        assertThat(Runs.state(host, container)).isInstanceOf(ContainerState.Running.class);
        host.engine().containers().kill(id, "KILL");
        assertThat(Runs.logs(host, container)).isEqualTo("written before\nwritten before\n");
        host.engine().containers().remove(id, true);
        assertThat(host.engine().containers().list(ContainerFilter.ALL))
                .noneMatch(left -> left.id().equals(container.id()));
    }

    private static String exec(LabHost host, Container container, String... command) {
        ProcessSpec process = new ProcessSpec(
                List.of(command), List.of(), "/", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = host.engine().containers().createExec(container.id().value(), process);
        try (Screen screen =
                new Screen(host.engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))) {
            return screen.toEnd();
        }
    }

    /** Puts it where this server looks for its own. */
    private void useFirstLabd(TestServer server) throws IOException, InterruptedException {
        Path sources = scratch.resolve("labd.tar.gz");
        try (InputStream archive = Objects.requireNonNull(UpgradeIT.class.getResourceAsStream("labd-0.1.tar.gz"))) {
            Files.copy(archive, sources);
        }
        run("tar", "-xzf", sources.toString(), "-C", scratch.toString());
        run(
                "sh",
                scratch.resolve("c/build.sh").toString(),
                scratch.resolve("built").toString());
        Path ours = LabdProgram.unpack(server.data().resolve("bin")).file();
        try (Stream<Path> built = Files.walk(scratch.resolve("built"))) {
            Path first = built.filter(Files::isRegularFile).findFirst().orElseThrow();
            assertThat(Files.mismatch(first, ours)).isNotNegative();
            Files.copy(first, ours, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aLabHostOfTheFirstReleaseOpens() throws Exception {
        TestServer.Setup setup = TestServer.Setup.DEFAULT.withDisks(_ -> new DirectoryDisks());
        try (TestServer server = TestServer.start(setup)) {
            copyState(server);

            LabHost host = server.hosts().start(LAB);

            assertThat(host.engine().containers().list(ContainerFilter.ALL))
                    .extracting(Container::name)
                    .containsExactlyInAnyOrder("worker", "server", "fresh");
            Container worker = host.engine().containers().find("worker");
            assertThat(worker.config().labels()).containsEntry("team", "blue");
            assertThat(exitCode(host, "worker")).isEqualTo(3);
            assertThat(exitCode(host, "server")).isEqualTo(255);
            assertThat(host.engine().containers().find("fresh").state()).isInstanceOf(ContainerState.Created.class);
            assertThat(Runs.logs(host, worker)).isEqualTo("said before\n");

            host.engine().containers().start("worker");

            assertThat(Runs.end(host, worker).code()).isEqualTo(3);
            assertThat(Runs.logs(host, worker)).isEqualTo("said before\nfirst\nsaid before\n");
        }
    }

    private static int exitCode(LabHost host, String name) {
        return host.engine().containers().find(name).state() instanceof ContainerState.Exited(var status, var _, var _)
                ? status.code()
                : -1;
    }

    private static void copyState(TestServer server) throws Exception {
        ImageRecord image = server.busyboxImage();
        Path state = Path.of(Objects.requireNonNull(UpgradeIT.class.getResource("state-0.1/lab"))
                .toURI());
        Path target = server.data().resolve("labs").resolve(LAB.value());
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(state.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                if (!copy.toString().endsWith(".log") && !copy.endsWith("kept")) {
                    String text = Files.readString(copy)
                            .replace("@BUSYBOX@", image.id().toString())
                            .replace("@LAYER@", server.busybox().toString());
                    Files.writeString(copy, text);
                }
            }
        }
        Path images = target.resolve("engine/images");
        Files.move(
                images.resolve("busybox.json"),
                images.resolve(image.id().toString().replace(':', '-') + ".json"));
        makeEmptyDirectories(target);
        Files.createDirectories(server.data().resolve("uid-ranges"));
        Files.writeString(server.data().resolve("uid-ranges/0"), LAB.value(), StandardCharsets.UTF_8);
    }

    /** Those that no archive of files holds. */
    private static void makeEmptyDirectories(Path lab) throws IOException {
        try (Stream<Path> containers = Files.list(lab.resolve("layers"))) {
            for (Path container : containers.toList()) {
                for (String part : List.of("upper", "work")) {
                    Files.createDirectories(lab.resolve("disk/containers")
                            .resolve(container.getFileName().toString())
                            .resolve(part));
                }
            }
        }
    }
}
