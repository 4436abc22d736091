package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.Device;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Namespaces;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that give a container of Docker's the machine, and give one of ours the lab host. */
@Tag("kernel")
@Tag("hostile")
class HostOptionsIT {
    private static final HostConfig PRIVILEGED = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    @Test
    void s07PrivilegedIsFullOnlyInTheLab() {
        // All but CAP_SYS_RESOURCE: with it a lab could lift its own limits on namespaces, which protect the machine's.
        assertThat(LABS.run(PRIVILEGED, "grep", "CapEff", "/proc/self/status")).contains("000001fffeffffff");
        assertThat(LABS.run(PRIVILEGED, "sh", "-c", "mkdir /mnt; mount -t tmpfs none /mnt && echo mounted"))
                .isEqualTo("mounted\n");

        assertThat(LABS.run(PRIVILEGED, "ls", "/dev").lines()).doesNotContain("vda", "sda", "loop0", "mem", "kvm");
        assertThat(LABS.run(PRIVILEGED, "sh", "-c", "mknod /x b 254 0 2>&1")).contains("Operation not permitted");
        assertThat(LABS.run(
                                PRIVILEGED,
                                "sh",
                                "-c",
                                "for s in panic core_pattern sysrq modprobe hotplug; do"
                                        + " [ ! -e /proc/sys/kernel/$s ] || echo x > /proc/sys/kernel/$s; done 2>&1")
                        .lines())
                .isNotEmpty()
                .allMatch(line -> line.contains("Permission denied"));
    }

    /** The machine's disk by number: its file system cannot be mounted by somebody who is only root of a lab. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ext4", "vfat", "xfs", "btrfs", "devtmpfs", "debugfs", "tracefs", "securityfs", "binfmt_misc"})
    void s07PrivilegedMountsNothingOfTheMachine(String type) {
        String mount = "mkdir -p /tmp/m; mount -t " + type + " /dev/null /tmp/m && ls /tmp/m";

        // Of binfmt_misc a user namespace gets an instance of its own, which is empty.
        String nothing = type.equals("binfmt_misc") ? "register\nstatus\n" : "mount: ";
        assertThat(LABS.run(PRIVILEGED, "sh", "-c", mount + " 2>&1")).startsWith(nothing);
        assertThat(LABS.shell("unshare -m sh -c '" + mount + "' 2>&1")).startsWith(nothing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/kvm", "/dev/vda", "/dev/mem", "/dev/fuse"})
    void s08DevicesAreTheLabs(String device) {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.devices = List.of(Device.of(device)));

        assertThatThrownBy(() -> LABS.run(config, "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("\"" + device + "\": not a device of this lab host, which has /dev/full, ");
    }

    @Test
    void s10PidHostShowsTheProcessesOfTheLabOnly() throws IOException {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.namespaces = new Namespaces("", "host", "", "", ""));
        Container container = Runs.start(
                LABS.mallory(),
                Runs.config(HostileLabs.IMAGE, "sh", "-c", "echo /proc/[0-9]*; exec sleep 1000"),
                config);
        String text = "";
        while (!text.endsWith("\n")) {
            text = Runs.logs(LABS.mallory(), container);
        }

        Set<String> seen = Arrays.stream(text.strip().split(" ", -1))
                .map(path -> path.substring("/proc/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen).isEqualTo(processesOfTheLab());
        LABS.mallory().engine().containers().remove(container.id().value(), true);
    }

    /** As the lab numbers them: all of its cgroup, and nobody else is in the lab's user namespace. */
    private static Set<String> processesOfTheLab() throws IOException {
        Path space = Files.readSymbolicLink(Path.of("/proc/" + LABS.server().labd(HostileLabs.MALLORY) + "/ns/user"));
        Path group = LABS.server().cgroups(HostileLabs.MALLORY).getFirst();
        Set<String> numbers = new TreeSet<>();
        try (Stream<Path> members = Files.walk(group)) {
            for (Path list :
                    members.filter(file -> file.endsWith("cgroup.procs")).toList()) {
                for (String pid : Files.readAllLines(list)) {
                    assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/user")))
                            .isEqualTo(space);
                    String status = Files.readString(Path.of("/proc/" + pid + "/status"));
                    String line = status.lines()
                            .filter(text -> text.startsWith("NSpid:"))
                            .findFirst()
                            .orElseThrow();
                    numbers.add(line.split("\t", -1)[2]);
                }
            }
        }
        return numbers;
    }

    @Test
    void s11NetHostShowsTheDevicesOfTheLabOnly() {
        // The lab's ends of its containers' links come and go.
        assertThat(LABS.run(HostConfig.DEFAULT.withNetworkMode("host"), "ls", "/sys/class/net")
                        .lines()
                        .filter(device -> !device.startsWith("veth")))
                .containsExactly("docker0", "lo");
    }

    @Test
    void s12HostNamespacesAreTheLabs() {
        HostConfig config =
                PRIVILEGED.with(draft -> draft.namespaces = new Namespaces("host", "host", "host", "host", "host"));

        assertThat(LABS.run(config, "sh", "-c", "hostname; cat /proc/1/comm; hostname changed; hostname; ls /dev/shm"))
                .isEqualTo("mallory\nlabd\nchanged\n");

        assertThat(LABS.shell("hostname")).isEqualTo("changed\n");
        assertThat(LABS.shell(LABS.alice(), "hostname")).isEqualTo("alice\n");
        assertThat(LABS.run(config, "hostname", "mallory")).isEmpty();
    }

    @Test
    void s21AnUnknownCapabilityIsNamed() {
        assertThatThrownBy(() -> LABS.run(
                        HostConfig.DEFAULT.withSecurity(Security.ofCapabilities(List.of("NOPE"), List.of())), "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("invalid CapAdd: unknown capability: \"CAP_NOPE\"");
    }

    @Test
    void s22KernelSettingsAreTheContainersOwnOrRefused() {
        HostConfig refused = HostConfig.DEFAULT.with(draft -> draft.sysctls = Map.of("kernel.core_pattern", "x"));
        HostConfig own = HostConfig.DEFAULT.with(draft -> draft.sysctls = Map.of("net.ipv4.ip_default_ttl", "42"));
        String lab = LABS.shell("cat /proc/sys/net/ipv4/ip_default_ttl");

        assertThatThrownBy(() -> LABS.run(refused, "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("sysctl \"kernel.core_pattern\" is not in a separate kernel namespace");
        assertThat(LABS.run(own, "cat", "/proc/sys/net/ipv4/ip_default_ttl")).isEqualTo("42\n");
        assertThat(LABS.shell("cat /proc/sys/net/ipv4/ip_default_ttl"))
                .isEqualTo(lab)
                .isNotEqualTo("42\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../kernel/core_pattern",
                "net/../kernel/panic",
                "net.ipv4.../../x",
                "net.",
                "kernel.shm_rmid_forced/../panic"
            })
    void s22ASettingIsANameAndNoPath(String name) {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.sysctls = Map.of(name, "1"));

        assertThatThrownBy(() -> LABS.run(config, "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("sysctl \"" + name + "\" is not in a separate kernel namespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "2147483648", "-1", "1000:4294967296", "0:-1"})
    void s34NumbersOfUsersHaveARange(String user) {
        Container container =
                Runs.start(LABS.mallory(), Runs.config(HostileLabs.IMAGE, "sleep", "1000"), HostConfig.DEFAULT);
        ProcessSpec process = new ProcessSpec(
                List.of("id"), List.of(), "", user, List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec =
                LABS.mallory().engine().containers().createExec(container.id().value(), process);

        assertThatThrownBy(() ->
                        LABS.mallory().engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))
                .hasMessageContaining("uids and gids must be in range 0-2147483647");
        LABS.mallory().engine().containers().remove(container.id().value(), true);
        assertThat(Optional.of(LABS.shell("echo alive"))).contains("alive\n");
    }
}
