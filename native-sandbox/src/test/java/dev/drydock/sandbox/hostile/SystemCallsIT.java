package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which system calls a container and a lab host's shell get, seen by a program that tries. */
@Tag("kernel")
@Tag("hostile")
class SystemCallsIT {
    private static final String EPERM = "1";
    private static final String ENOSYS = "38";

    /** Refused everywhere, whatever a container is given. */
    private static final List<String> NEVER = List.of(
            "netlink-netfilter",
            "iptables-set",
            "iptables-get",
            "arptables-set",
            "arptables-get",
            "ebtables-set",
            "ebtables-get",
            "ip6tables-set",
            "ip6tables-get",
            "xdp",
            "alg",
            "vsock",
            "io_uring_setup",
            "keyctl",
            "add_key",
            "request_key",
            "bpf",
            "userfaultfd",
            "perf_event_open",
            "open_by_handle_at",
            "swapon",
            "kexec_load",
            "reboot",
            "clock_settime",
            "settimeofday",
            "syslog",
            "init_module",
            "finit_module",
            "delete_module",
            "iopl",
            "mknod-disk",
            "unshare-time");

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    /** ENOSPC. */
    private static final String NO_ROOM = "28";

    @Test
    void s01AContainerReachesLittle() {
        assertOrdinary(reach(Security.DEFAULT));
    }

    @Test
    void s01NeitherDoesAShellOfTheLab() {
        // The kernel gives back the user namespaces of earlier tests when it has time; until then there is no room.
        Map<String, String> reached = await().until(
                        () -> HostileLabs.parse(LABS.shell("/probe reach")),
                        answer -> !NO_ROOM.equals(answer.get("clone-user")));

        assertRefused(reached);
        // Lessons make namespaces by hand here.
        assertThat(reached)
                .containsEntry("inet", "ok")
                .containsEntry("ptrace", "ok")
                .containsEntry("clone-user", "ok")
                .containsEntry("clone-net", "ok");
    }

    @Test
    void s02NorAnAddedProcessNorAnOrdinaryUser() {
        Container container =
                Runs.start(LABS.mallory(), Runs.config(HostileLabs.IMAGE, "sleep", "1000"), HostConfig.DEFAULT);

        assertOrdinary(HostileLabs.parse(LABS.exec(container, "", "/probe", "reach")));
        assertOrdinary(HostileLabs.parse(LABS.exec(container, "1000", "/probe", "reach")));
        assertOrdinary(HostileLabs.parse(LABS.run(HostConfig.DEFAULT, asUser("1000", "/probe", "reach"))));
        LABS.mallory().engine().containers().remove(container.id().value(), true);
        assertRefused(HostileLabs.parse(LABS.shell("/probe reach 1000")));
    }

    @Test
    void s04NamespacesAreNotForContainers() {
        assertThat(reach(Security.DEFAULT))
                .containsEntry("clone3", ENOSYS)
                .containsEntry("clone-user", EPERM)
                .containsEntry("clone-net", EPERM);
        // With CAP_SYS_ADMIN Docker gives them, too; they are below the limits that hold for the lab's shells.
        assertThat(reach(Security.ofCapabilities(List.of("SYS_ADMIN"), List.of())))
                .containsEntry("clone-net", "ok");
    }

    @Test
    void s05UnconfinedWidensOnlyToTheFilterOfTheLab() {
        Security unconfined = new Security(List.of(), List.of(), false, false, Security.UNCONFINED, false);

        Map<String, String> reached = reach(unconfined);

        assertRefused(reached);
        assertThat(reached).containsEntry("clone-user", "ok");
    }

    @Test
    void s06ASetuidFileGainsNothingWithNoNewPrivileges() {
        Security sealed = new Security(List.of(), List.of(), false, true, "", false);

        assertThat(LABS.run(HostConfig.DEFAULT, asUser("1000", "/setuid-probe", "euid")))
                .isEqualTo("0\n");
        assertThat(LABS.run(HostConfig.DEFAULT.withSecurity(sealed), asUser("1000", "/setuid-probe", "euid")))
                .isEqualTo("1000\n");
    }

    @Test
    void s17KeyringsAreNobodys() {
        assertThat(LABS.shell("/probe reach"))
                .contains("keyctl " + EPERM + "\n", "add_key " + EPERM + "\n", "request_key " + EPERM + "\n");
        assertThat(LABS.run(HostConfig.DEFAULT, "cat", "/proc/keys")).isEmpty();
        // Of the lab's own user at most; the machine's keys are others'.
        assertThat(LABS.shell("cat /proc/keys")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dmesg", "cat /proc/kmsg", "cat /dev/kmsg"})
    void s18TheKernelsLogIsNotTold(String command) {
        HostConfig privileged = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());

        for (String text : List.of(
                LABS.run(HostConfig.DEFAULT, "sh", "-c", command + " 2>&1; echo $?"),
                LABS.run(privileged, "sh", "-c", command + " 2>&1; echo $?"),
                LABS.shell(command + "; echo $?"))) {
            assertThat(text)
                    .containsPattern("Operation not permitted|not found|No such file|Permission denied")
                    .doesNotEndWith("\n0\n");
        }
    }

    @Test
    void s21AllCapabilitiesReachNothingOutsideTheLab() {
        assertRefused(reach(Security.ofCapabilities(List.of("ALL"), List.of())));
        assertRefused(reach(Security.ofCapabilities(
                List.of("SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_TIME", "SYS_BOOT"), List.of())));
        assertRefused(reach(Security.ofPrivileged()));
    }

    @Test
    void s23TheClockIsTheMachines() {
        HostConfig privileged = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());

        assertThat(LABS.run(privileged, "sh", "-c", "date -s 2000-01-01 2>&1"))
                .contains("can't set date: Operation not");
        assertThat(LABS.shell("date -s 2000-01-01")).contains("can't set date: Operation not permitted");
        assertThat(LABS.shell("unshare -T true 2>&1 || unshare --time true")).isNotEmpty();
    }

    @Test
    void s36NestingStaysInsideTheLab() {
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", "unshare -U true 2>&1"))
                .contains("Operation not permitted");

        // A shell may nest, and gains nothing by it.
        assertRefused(HostileLabs.parse(LABS.shell("unshare -U -r /probe reach")));
        assertThat(LABS.shell("echo 1000 > /proc/sys/user/max_user_namespaces; cat /proc/sys/user/max_user_namespaces"))
                .contains("Permission denied", "\n32\n");
        assertThat(LABS.shell("for i in $(seq 40); do unshare -U sleep 3 & done; wait"))
                .contains("No space left on device");
    }

    private static ContainerConfig asUser(String user, String... command) {
        ContainerConfig config = Runs.config(HostileLabs.IMAGE, command);
        return new ContainerConfig(
                config.image(),
                "",
                "",
                user,
                config.streams(),
                new ArrayList<>(config.command()),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    private static Map<String, String> reach(Security security) {
        return HostileLabs.parse(LABS.run(HostConfig.DEFAULT.withSecurity(security), "/probe", "reach"));
    }

    private static void assertOrdinary(Map<String, String> reached) {
        assertRefused(reached);
        assertThat(reached)
                .containsEntry("inet", "ok")
                .containsEntry("netlink-route", "ok")
                .containsEntry("ptrace", "ok")
                .containsEntry("clone3", ENOSYS)
                .containsEntry("mount", EPERM);
    }

    private static void assertRefused(Map<String, String> reached) {
        assertThat(reached).containsKeys(NEVER.toArray(String[]::new));
        assertThat(NEVER)
                .allSatisfy(name -> assertThat(reached.get(name)).as(name).isEqualTo(EPERM));
    }
}
