package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.sandbox.labhost.TestServer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the kernel that would show or change the machine. */
@Tag("kernel")
@Tag("hostile")
class KernelFilesIT {
    private static final HostConfig PRIVILEGED = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());

    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    @Test
    void s13WhatOfProcWouldShowTheMachineIsHidden() {
        assertThat(
                        LABS.run(
                                HostConfig.DEFAULT,
                                "sh",
                                "-c",
                                "for f in keys timer_list interrupts kcore sched_debug; do [ ! -e /proc/$f ] || cat /proc/$f; done;"
                                        + " ls /sys/firmware; cat /sys/devices/system/cpu/cpu*/thermal_throttle/* 2> /dev/null"))
                .isEmpty();
        // What a kernel has of these and does not hide is refused to whoever is not root of the machine.
        String read = "for f in kcore timer_list kpagecount kpageflags vmallocinfo slabinfo; do"
                + " [ ! -e /proc/$f ] || cat /proc/$f; done 2>&1; grep -v '^0000000000000000 ' /proc/kallsyms 2>&1";
        for (String seen : List.of(LABS.run(PRIVILEGED, "sh", "-c", read), LABS.shell(read))) {
            assertThat(seen.lines())
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("Permission denied")
                            || line.endsWith("Operation not permitted")
                            || line.equals("grep: /proc/kallsyms: No such file or directory"));
        }
    }

    @Test
    void s13NobodyLooksIntoLabd() {
        String look =
                "cat /proc/1/mem /proc/1/environ /proc/1/maps /proc/1/auxv; readlink /proc/1/exe; readlink /proc/1/cwd;"
                        + " for d in fd task/1/fd root/ map_files; do ls -d /proc/1/$d/*; done; echo 1";

        assertThat(LABS.shell(look).lines())
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.endsWith("Permission denied")
                        || line.matches("ls: /proc/1/.*/[*]: No such file or directory")
                        || line.equals("1"));
        assertThat(LABS.shell("kill -9 1; kill -STOP 1; echo alive")).endsWith("alive\n");
        assertThat(LABS.shell("echo alive")).isEqualTo("alive\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/sys/kernel/core_pattern",
                "/proc/sys/kernel/modprobe",
                "/proc/sys/kernel/hotplug",
                "/proc/sys/kernel/panic",
                "/proc/sys/kernel/sysrq",
                "/proc/sys/kernel/randomize_va_space",
                "/proc/sys/vm/overcommit_memory",
                "/proc/sys/vm/drop_caches",
                "/proc/sys/fs/protected_symlinks",
                "/proc/sysrq-trigger",
                "/proc/irq/default_smp_affinity",
                "/proc/sys/fs/binfmt_misc/register",
                "/sys/kernel/uevent_helper",
                "/sys/kernel/mm/transparent_hugepage/enabled",
                "/sys/power/state"
            })
    void s14NoFileChangesTheMachine(String file) {
        // Nothing is written: whoever may open it for writing could.
        String open =
                "if [ -e " + file + " ]; then (: >> " + file + ") 2>&1 && echo OPEN; else echo 'No such file'; fi";

        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", open))
                .containsPattern("Read-only file system|Permission denied|No such file")
                .doesNotContain("OPEN");
        assertThat(LABS.run(PRIVILEGED, "sh", "-c", open))
                .containsPattern("Permission denied|No such file")
                .doesNotContain("OPEN");
        assertThat(LABS.shell(open))
                .containsPattern("Permission denied|No such file")
                .doesNotContain("OPEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tmpfs", "proc", "sysfs", "cgroup", "cgroup2", "binfmt_misc", "devpts", "overlay", "mqueue"})
    void s16AContainerMountsNothing(String type) {
        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", "mount -t " + type + " none /tmp 2>&1"))
                .containsPattern("Operation not permitted|permission denied|Permission denied|are you root");
    }

    @Test
    void s16CgroupsAreSeenAndNotChanged() {
        assertThat(LABS.run(HostConfig.DEFAULT, "cat", "/proc/self/cgroup").lines())
                .isNotEmpty()
                .allMatch(line -> line.endsWith(":/"));
        String open =
                "for f in $(find /sys/fs/cgroup -type f); do (: >> $f) 2>/dev/null && echo OPEN $f; done; echo done";

        assertThat(LABS.run(HostConfig.DEFAULT, "sh", "-c", open.replace("find", "/bin/busybox find")))
                .isEqualTo("done\n");
    }

    /** Limits, release agents and the lists of processes belong to the machine's root also where they can be seen. */
    @Test
    void s16NoLimitOfTheLabCanBeLifted() {
        String open =
                "for f in $(/bin/busybox find /sys/fs/cgroup -type f -name 'memory.*' -o -name 'pids.*' -o -name 'cpu*'"
                        + " -o -name release_agent -o -name notify_on_release -o -name 'devices.*'); do"
                        + " [ -w $f ] && (: >> $f) 2>/dev/null && echo OPEN $f; done; echo done";

        assertThat(LABS.shell(open)).isEqualTo("done\n");
        assertThat(LABS.run(PRIVILEGED, "sh", "-c", open)).isEqualTo("done\n");
    }
}
