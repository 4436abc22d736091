package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lab hosts of one machine see and change nothing of each other. */
@Tag("kernel")
@Tag("hostile")
class TenantsIT {
    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    @Test
    void m01IdsAreDisjoint() throws IOException {
        String mallorys =
                LABS.shell("cat /proc/self/uid_map /proc/self/gid_map").replaceAll(" +", " ");
        String alices = LABS.shell(LABS.alice(), "cat /proc/self/uid_map /proc/self/gid_map")
                .replaceAll(" +", " ");

        assertThat(mallorys).isEqualTo(" 0 200000 65536\n 0 200000 65536\n");
        assertThat(alices).isEqualTo(" 0 265536 65536\n 0 265536 65536\n");
        for (LabId lab : List.of(HostileLabs.MALLORY, HostileLabs.ALICE)) {
            String groups = Files.readString(Path.of("/proc/" + LABS.server().labd(lab) + "/status"));
            assertThat(groups).containsPattern("Groups:\\s*\n");
        }
    }

    /** The same directory of the same file system; of the machine's devices both have the harmless ones. */
    @Test
    void m01NoDirectoryIsShared() throws IOException {
        Set<String> shared = mounts(HostileLabs.MALLORY);

        assertThat(shared).isNotEmpty();
        shared.retainAll(mounts(HostileLabs.ALICE));

        assertThat(shared).isEmpty();
    }

    private static Set<String> mounts(LabId lab) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + LABS.server().labd(lab) + "/mountinfo")).stream()
                .filter(line -> !line.contains(" - devtmpfs "))
                .map(line -> line.split(" ", -1)[2] + " " + line.split(" ", -1)[3])
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "pid", "mnt", "net", "uts", "ipc", "cgroup"})
    void m03EveryNamespaceIsTheLabsOwn(String kind) throws IOException {
        Path machine = Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind));
        Path mallorys =
                Files.readSymbolicLink(Path.of("/proc/" + LABS.server().labd(HostileLabs.MALLORY) + "/ns/" + kind));
        Path alices = Files.readSymbolicLink(Path.of("/proc/" + LABS.server().labd(HostileLabs.ALICE) + "/ns/" + kind));

        assertThat(Set.of(machine, mallorys, alices)).hasSize(3);
    }

    @Test
    void m03NothingOfAnotherLabIsSeen() {
        Container secret =
                Runs.start(LABS.alice(), Runs.config(HostileLabs.IMAGE, "sleep", "54321"), HostConfig.DEFAULT);
        LABS.shell(LABS.alice(), "echo secret > /root/alices-file; ip link add alices-br type bridge");
        String look = "ps; ls -A /root; ip link; find /sys/fs/cgroup; cat /proc/mounts /proc/self/mountinfo; ls /run";

        for (String seen : List.of(
                LABS.shell(look),
                LABS.run(HostConfig.DEFAULT.withSecurity(Security.ofPrivileged()), "sh", "-c", look))) {
            assertThat(seen).doesNotContain("54321", "alice", secret.id().abbreviated());
        }
    }

    @Test
    void m02IdsOfAnotherLabMeanNothing() {
        Container secret =
                Runs.start(LABS.alice(), Runs.config(HostileLabs.IMAGE, "sleep", "1000"), HostConfig.DEFAULT);
        ProcessSpec process =
                new ProcessSpec(List.of("id"), List.of(), "", "", List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = LABS.alice().engine().containers().createExec(secret.id().value(), process);
        String id = secret.id().value();

        for (String key : List.of(id, secret.id().abbreviated(), secret.name())) {
            assertThatThrownBy(() -> LABS.mallory().engine().containers().find(key))
                    .isInstanceOf(NotFound.class)
                    .hasMessage("No such container: " + key);
        }
        assertThatThrownBy(() -> LABS.mallory().engine().containers().remove(id, true))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        LABS.mallory().engine().containers().attach(id, new AttachRequest(true, false, false, true)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        LABS.mallory().engine().containers().findExec(exec.id().value()))
                .isInstanceOf(NotFound.class);
        assertThat(Runs.state(LABS.alice(), secret)).isEqualTo(secret.state());
    }

    @Test
    void m07SharedLayersCannotBeWritten() throws IOException {
        Map<String, String> before = layers();
        String spoil =
                "rm -f /bin/cat; echo x >> /bin/busybox; chmod 777 /bin/sh /etc; : > /probe; mv /setuid-probe /bin;"
                        + " ln /bin/busybox /bin/other; touch -d 2001-01-01 /bin/busybox";

        LABS.run(HostConfig.DEFAULT, "sh", "-c", spoil);
        LABS.run(HostConfig.DEFAULT.withSecurity(Security.ofPrivileged()), "sh", "-c", spoil);
        LABS.shell("rm -f /usr/local/bin/docker; touch /bin/busybox; chown 5:5 /bin/busybox");

        assertThat(before).hasSizeGreaterThan(10);
        assertThat(layers()).isEqualTo(before);
        assertThat(Runs.output(LABS.alice(), HostConfig.DEFAULT, "cat", "/proc/1/comm"))
                .isEqualTo("cat\n");
    }

    private static Map<String, String> layers() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(LABS.server().data().resolve("layers"))) {
            for (Path file : files.toList()) {
                Map<String, Object> attributes = Files.readAttributes(
                        file, "unix:ino,mode,uid,gid,size,nlink,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
                boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                found.put(
                        file.toString(),
                        new TreeMap<>(attributes)
                                + (regular
                                        ? Digest.ofBytes(Files.readAllBytes(file))
                                                .hex()
                                        : ""));
            }
        }
        return found;
    }
}
