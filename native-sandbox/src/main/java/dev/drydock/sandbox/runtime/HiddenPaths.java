package dev.drydock.sandbox.runtime;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What of /proc and /sys a container does not see or may not change: dockerd's lists. */
final class HiddenPaths {
    static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private static final List<String> ALWAYS = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    /** Where the kernel describes its processors. */
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");

    static final List<String> MASKED = masked(PROCESSORS);

    private HiddenPaths() {}

    /** @param processors the directory of the processors; what is hidden of them is named below {@link #PROCESSORS} */
    static List<String> masked(Path processors) {
        List<String> paths = new ArrayList<>(ALWAYS);
        if (Files.isDirectory(processors)) {
            // How warm a processor ran tells what others do on it (GHSA-6fw5-f8r9-fgfm of moby).
            try (DirectoryStream<Path> found = Files.newDirectoryStream(processors, "cpu[0-9]*")) {
                for (Path processor : found) {
                    if (Files.exists(processor.resolve("thermal_throttle"))) {
                        paths.add(PROCESSORS + "/" + processor.getFileName() + "/thermal_throttle");
                    }
                }
            } catch (IOException e) {
                throw new SystemFailure("cannot list " + processors, e);
            }
        }
        Collections.sort(paths);
        return List.copyOf(paths);
    }
}
