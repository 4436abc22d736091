package dev.drydock.sandbox.cgroup;

import java.nio.file.Path;
import java.util.Arrays;

/** What the whole machine has. */
public final class Machine {
    /** Clock ticks of {@code /proc} in a second; the same on every Linux that Java runs on. */
    private static final long TICKS = 100;

    private static final long TICK = 1_000_000_000L / TICKS;
    private static final long KIBIBYTE = 1024;

    private Machine() {}

    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Bytes. */
    public static long memory() {
        return ControlFiles.lines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .findFirst()
                .orElse(0);
    }

    /** Nanoseconds that all processors together have been busy or idle. */
    public static long processorTime() {
        String line = ControlFiles.text(Path.of("/proc/stat"));
        // user nice system idle iowait irq softirq; what guests had is part of user.
        return Arrays.stream(line.split(" +", -1))
                        .skip(1)
                        .limit(7)
                        .mapToLong(Long::parseLong)
                        .sum()
                * TICK;
    }
}
