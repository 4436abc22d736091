package dev.drydock.sandbox.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final int ALLOW = 0x7FFF0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int X86_64 = 0xC000003E;
    private static final int I386 = 0x40000003;

    @ParameterizedTest
    @EnumSource
    void aContainerMayDoWhatProgramsDo(Architecture architecture) {
        for (String name : List.of("read", "write", "openat", "execve", "exit_group", "futex", "ptrace", "seccomp")) {
            assertThat(container(architecture, name)).as(name).isEqualTo(ALLOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aContainerMayNotReachTheMachine(Architecture architecture) {
        List<String> names = List.of(
                "io_uring_setup",
                "io_uring_enter",
                "io_uring_register",
                "keyctl",
                "add_key",
                "request_key",
                "userfaultfd",
                "bpf",
                "perf_event_open",
                "mount",
                "umount2",
                "unshare",
                "setns",
                "open_by_handle_at",
                "kexec_load",
                "init_module",
                "swapon",
                "reboot",
                "clock_settime",
                "fsopen",
                "move_mount",
                "chroot");
        for (String name : names) {
            assertThat(container(architecture, name)).as(name).isEqualTo(EPERM);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "10, true", "16, true", "17, true", "38, false", "40, false", "44, false"})
    void socketsOfSomeFamiliesAreDenied(long family, boolean allowed) {
        int expected = allowed ? ALLOW : EPERM;

        assertThat(container(Architecture.X86_64, "socket", family)).isEqualTo(expected);
        assertThat(lab(Architecture.X86_64, "socket", family)).isEqualTo(expected);
        // The kernel reads the family as an int: upper bits must not smuggle it through.
        assertThat(container(Architecture.X86_64, "socket", 1L << 32 | family)).isEqualTo(expected);
        assertThat(lab(Architecture.X86_64, "socket", 1L << 32 | family)).isEqualTo(expected);
    }

    @Test
    void netlinkIsAllowedButNotForTheFirewall() {
        assertThat(container(Architecture.X86_64, "socket", 16, 3, 0)).isEqualTo(ALLOW);
        assertThat(container(Architecture.X86_64, "socket", 16, 3, 12)).isEqualTo(EPERM);
        assertThat(container(Architecture.X86_64, "socket", 2, 3, 12)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @EnumSource
    void cloneMakesProcessesButNoNamespaces(Architecture architecture) {
        assertThat(container(architecture, "clone", 0x11)).isEqualTo(ALLOW);
        assertThat(container(architecture, "clone", 0x3d0f00)).isEqualTo(ALLOW);
        assertThat(container(architecture, "clone", 0x10000011)).isEqualTo(EPERM);
        assertThat(container(architecture, "clone", 0x00020011)).isEqualTo(EPERM);
        assertThat(container(architecture, "clone3")).isEqualTo(ENOSYS);
    }

    @Test
    void capabilitiesOpenTheirCalls() {
        assertThat(container(Set.of("CAP_SYS_ADMIN"), "mount")).isEqualTo(ALLOW);
        assertThat(container(Set.of("CAP_SYS_ADMIN"), "clone", 0x10000011)).isEqualTo(ALLOW);
        assertThat(container(Set.of("CAP_SYS_ADMIN"), "clone3")).isEqualTo(ALLOW);
        assertThat(container(Set.of("CAP_SYS_CHROOT"), "chroot")).isEqualTo(ALLOW);
        assertThat(container(Set.of("CAP_SYS_CHROOT"), "mount")).isEqualTo(EPERM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpf", "perf_event_open", "io_uring_setup", "keyctl", "userfaultfd"})
    void noCapabilityOpensThese(String name) {
        Set<String> all = Set.of("CAP_SYS_ADMIN", "CAP_BPF", "CAP_PERFMON", "CAP_SYS_PTRACE");

        assertThat(container(all, name)).isEqualTo(EPERM);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "8, true", "131072, true", "131080, true", "4294967295, true", "262144, false"})
    void onlyHarmlessPersonalities(long value, boolean allowed) {
        assertThat(container(Architecture.X86_64, "personality", value)).isEqualTo(allowed ? ALLOW : EPERM);
    }

    @Test
    void anotherArchitectureIsTheEndOfTheProcess() {
        BpfInterpreter filter = new BpfInterpreter(Profile.lab().compile(Architecture.X86_64, Set.of()));

        assertThat(filter.run(I386, 3)).isEqualTo(KILL_PROCESS);
    }

    @Test
    void callsThatWeDoNotKnowDoNotExist() {
        BpfInterpreter filter = new BpfInterpreter(Profile.lab().compile(Architecture.X86_64, Set.of()));

        assertThat(filter.run(X86_64, 1000)).isEqualTo(ENOSYS);
        assertThat(filter.run(X86_64, 0x40000000)).as("x32 read").isEqualTo(ENOSYS);
        assertThat(filter.run(X86_64, -1)).isEqualTo(ENOSYS);
    }

    @ParameterizedTest
    @EnumSource
    void aLabShellMakesNamespacesAndMounts(Architecture architecture) {
        assertThat(lab(architecture, "unshare", 0x10000000)).isEqualTo(ALLOW);
        assertThat(lab(architecture, "unshare", 0x80)).as("a clock of its own").isEqualTo(EPERM);
        assertThat(lab(architecture, "clone", 0x10020011)).isEqualTo(ALLOW);
        for (String name : List.of("mount", "umount2", "pivot_root", "setns", "fsopen", "move_mount", "chroot")) {
            assertThat(lab(architecture, name)).as(name).isEqualTo(ALLOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabNeverGetsTheMachine(Architecture architecture) {
        List<String> names = List.of(
                "io_uring_setup",
                "keyctl",
                "add_key",
                "request_key",
                "userfaultfd",
                "bpf",
                "perf_event_open",
                "kexec_load",
                "init_module",
                "swapon",
                "reboot",
                "clock_settime",
                "open_by_handle_at",
                "syslog");
        for (String name : names) {
            assertThat(lab(architecture, name)).as(name).isEqualTo(EPERM);
        }
    }

    @Test
    void aProfileThatIsNotUnderstoodIsRefused() {
        assertThatThrownBy(() -> ProfileReader.read(List.of("fallback errno 1", "alow: read")))
                .hasMessage("not understood in a system call profile: alow: read");
    }

    private static int container(Architecture architecture, String name, long... arguments) {
        return run(Profile.container(), architecture, Set.of(), name, arguments);
    }

    private static int container(Set<String> capabilities, String name, long... arguments) {
        return run(Profile.container(), Architecture.X86_64, capabilities, name, arguments);
    }

    private static int lab(Architecture architecture, String name, long... arguments) {
        return run(Profile.lab(), architecture, Set.of(), name, arguments);
    }

    private static int run(
            Profile profile, Architecture architecture, Set<String> capabilities, String name, long... arguments) {
        int number = SyscallTable.of(architecture).number(name).orElseThrow(() -> new AssertionError(name));
        return new BpfInterpreter(profile.compile(architecture, capabilities))
                .run(architecture.audit(), number, arguments);
    }
}
