package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerEntry.SymbolicLink;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestImage;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that were made to lead the runtime out of the container's root. */
@Tag("kernel")
@Tag("hostile")
class HostileImagesIT {
    private static final String UP = "../../../../../../../../..";

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT.withImages(List.of(
            new TestImage("proc-link", List.of(new SymbolicLink("proc", "/tmp"))),
            new TestImage("proc-up", List.of(new SymbolicLink("proc", UP + "/proc"))),
            new TestImage("sys-link", List.of(new SymbolicLink("sys", UP + "/etc"))),
            new TestImage("dev-link", List.of(new SymbolicLink("dev", UP + "/elsewhere"))),
            new TestImage(
                    "null-link",
                    List.of(new LayerEntry.Directory("dev", 0755), new SymbolicLink("dev/null", UP + "/etc/passwd"))),
            new TestImage(
                    "resolv-link",
                    List.of(
                            new LayerEntry.Directory("etc", 0755),
                            new SymbolicLink("etc/resolv.conf", UP + "/etc/drydock-escaped"),
                            new SymbolicLink("etc/hosts", "/proc/1/root/etc/drydock-escaped"),
                            new SymbolicLink("etc/hostname", "/proc/self/fd/9"))),
            new TestImage("etc-link", List.of(new SymbolicLink("etc", UP + "/root/drydock-escaped"))),
            new TestImage(
                    "passwd-link",
                    List.of(
                            new LayerEntry.Directory("etc", 0755),
                            new SymbolicLink("etc/passwd", UP + "/proc/1/environ"),
                            new LayerEntry.RegularFile(
                                    "etc/group", 0644, ByteBuffer.wrap(new byte[] {0, -1, ':', ':', ':', '\n'})))))));

    /** The way of CVE-2019-5736: the runtime's own program is run in the container, and written through /proc. */
    @Test
    void s25TheRuntimesProgramCannotBeWritten() throws IOException {
        Path program = program();
        String before = Digest.ofBytes(Files.readAllBytes(program)).hex();

        assertThat(LABS.run(HostConfig.DEFAULT, "/proc/self/exe")).startsWith("drydock-labd: ");
        Container container = Runs.start(
                LABS.mallory(),
                Runs.config(
                        HostileLabs.IMAGE,
                        "sh",
                        "-c",
                        // Whoever enters is looked at once; opening for writing must be refused.
                        "n=0; while [ $n -lt 3000 ]; do n=$((n + 1)); for exe in /proc/[0-9]*/exe; do"
                                + " case $(readlink $exe) in */busybox|'') ;; *) (: >> $exe) 2>&1 && echo WRITTEN $exe;;"
                                + " esac; done; done"),
                HostConfig.DEFAULT);
        for (int i = 0; i < 20; i++) {
            assertThat(LABS.exec(container, "", "/proc/self/exe", "enter")).contains("drydock-labd: ");
        }

        LABS.mallory().engine().containers().kill(container.id().value(), "KILL");
        Runs.end(LABS.mallory(), container);
        assertThat(Runs.logs(LABS.mallory(), container)).doesNotContain("WRITTEN");
        assertThat(Digest.ofBytes(Files.readAllBytes(program)).hex()).isEqualTo(before);
        LABS.mallory().engine().containers().remove(container.id().value(), true);
    }

    private static Path program() throws IOException {
        try (Stream<Path> programs = Files.list(LABS.server().data().resolve("bin"))) {
            return programs.findFirst().orElseThrow();
        }
    }

    /** The way of CVE-2024-21626: a working directory that is a descriptor the runtime forgot to close. */
    @Test
    void s26NoWorkingDirectoryLeadsOut() {
        for (int number = 0; number < 32; number++) {
            String directory = "/proc/self/fd/" + number;
            assertThat(catchThrowable(() -> LABS.run(HostConfig.DEFAULT, in(directory))))
                    .as(directory)
                    .hasMessageMatching("(?s).*(chdir to cwd|current working directory is outside).*");
        }
        assertThat(LABS.run(HostConfig.DEFAULT, in("/proc/self/cwd"))).startsWith("/\n");
        assertThat(LABS.run(HostConfig.DEFAULT, in("/proc/1/root"))).startsWith("/\n");
        assertThat(LABS.run(HostConfig.DEFAULT, in("/" + UP + "/made/by/workdir")))
                .isEqualTo("/made/by/workdir\n");
    }

    private static ContainerConfig in(String directory) {
        return new ContainerConfig(
                HostileLabs.IMAGE,
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                List.of("sh", "-c", "pwd -P"),
                List.of(),
                List.of(),
                directory,
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    /** As on a Docker host, what the image has where the engine mounts is covered by plain directories and files. */
    @ParameterizedTest
    @ValueSource(strings = {"proc-link", "proc-up"})
    void s27ProcIsNoLink(String image) {
        assertThat(LABS.run(
                        HostConfig.DEFAULT,
                        Runs.config(image, "sh", "-c", "test -L /proc; echo $?; cat /proc/1/comm; ls -A /tmp")))
                .isEqualTo("1\nsh\n");
    }

    @Test
    void s28SysIsNoLink() {
        assertThat(LABS.run(HostConfig.DEFAULT, Runs.config("sys-link", "sh", "-c", "test -L /sys; echo $?; ls /sys")))
                .startsWith("1\n")
                .contains("\nkernel\n");
    }

    @Test
    void s29DevIsNoLink() {
        assertThat(LABS.run(HostConfig.DEFAULT, Runs.config("dev-link", "sh", "-c", "test -L /dev; echo $?; ls /dev")))
                .startsWith("1\n")
                .contains("\nnull\n");
        assertThat(Path.of("/elsewhere")).doesNotExist();
    }

    @Test
    void s30DevNullIsTheDevice() {
        assertThat(LABS.run(HostConfig.DEFAULT, Runs.config("null-link", "stat", "-c", "%F %t:%T", "/dev/null")))
                .isEqualTo("character special file 1:3\n");
    }

    @Test
    void s31FilesOfTheEngineStayInside() {
        String look =
                "for f in resolv.conf hosts hostname; do test -L /etc/$f; echo $?; done; echo x > /etc/hosts; ls -A /etc";

        assertThat(LABS.run(HostConfig.DEFAULT, Runs.config("resolv-link", "sh", "-c", look)))
                .startsWith("1\n1\n1\n")
                .doesNotContain("escaped");
        assertThat(LABS.run(HostConfig.DEFAULT, Runs.config("etc-link", "sh", "-c", look)))
                .startsWith("1\n1\n1\n");
        assertThat(Path.of("/etc/drydock-escaped")).doesNotExist();
        assertThat(Path.of("/root/drydock-escaped")).doesNotExist();
        assertThat(LABS.shell("ls -A /etc /root; cat /etc/hosts")).doesNotContain("escaped", "\nx\n");
    }

    @Test
    void s31ListsOfUsersAreReadInside() {
        assertThatThrownBy(() -> LABS.run(HostConfig.DEFAULT, as("passwd-link", "root")))
                .hasMessageContaining("unable to find user root: no matching entries in passwd file");
        assertThat(LABS.run(HostConfig.DEFAULT, as("passwd-link", "1234"))).isEqualTo("1234\n");
    }

    private static ContainerConfig as(String image, String user) {
        return new ContainerConfig(
                image,
                "",
                "",
                user,
                ContainerConfig.Streams.NONE,
                List.of("sh", "-c", "id -u 2> /dev/null"),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }
}
