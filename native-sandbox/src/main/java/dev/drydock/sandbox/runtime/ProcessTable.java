package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.ContainerStats.Traffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the machine's {@code /proc} and tells what a lab host would see there. */
public final class ProcessTable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTable.class);
    private static final long TICKS = 100;
    private static final long PAGE = 4096;
    private static final int TERMINAL_MAJOR = 136;
    private static final Path PROC = Path.of("/proc");

    private final int uidBase;

    /** @param uidBase the machine's id of the lab's root */
    public ProcessTable(int uidBase) {
        this.uidBase = uidBase;
    }

    /** Those of these processes that have not ended meanwhile, lowest number first. */
    public List<ContainerProcess> describe(Collection<Integer> pids) {
        return pids.stream()
                .flatMap(pid -> describe(pid).stream())
                .sorted(Comparator.comparingInt(ContainerProcess::pid))
                .toList();
    }

    /**
     * Lets the kernel end these processes sooner than others when memory is short. What they start inherits it; a process
     * that ends meanwhile needs no more.
     *
     * @param score 1 to 1000
     */
    void spareLess(Collection<Integer> pids, int score) {
        for (int pid : pids) {
            try {
                Files.writeString(
                        PROC.resolve(Integer.toString(pid)).resolve("oom_score_adj"), Integer.toString(score));
            } catch (IOException e) {
                LOG.debug("process {} is spared as before: {}", pid, e.getMessage());
            }
        }
    }

    private Optional<ContainerProcess> describe(int pid) {
        try {
            Path directory = PROC.resolve(Integer.toString(pid));
            Map<String, String> status = status(directory);
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name is in parentheses and may hold anything; the third field follows the last one.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
            List<String> arguments = arguments(directory);
            return Optional.of(new ContainerProcess(
                    labNumber(status),
                    parent(Integer.parseInt(fields.get(1))),
                    Integer.parseInt(status.getOrDefault("Uid", "0").split("\\s+", -1)[0]) - uidBase,
                    fields.get(0),
                    terminal(Integer.parseInt(fields.get(4))),
                    start(Long.parseLong(fields.get(19))),
                    ticks(Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))),
                    Long.parseLong(fields.get(21)) * PAGE,
                    Long.parseLong(fields.get(20)),
                    status.getOrDefault("Name", "?"),
                    arguments));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> status(Path directory) throws IOException {
        Map<String, String> values = new HashMap<>();
        // Names of processes are any bytes.
        for (String line : Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** Its number in the lab's PID namespace, which is the one below the machine's; 0 for the machine's own processes. */
    private static int labNumber(Map<String, String> status) {
        String[] numbers = status.getOrDefault("NSpid", "").split("\\s+", -1);
        return numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
    }

    private static int parent(int pid) {
        try {
            return labNumber(status(PROC.resolve(Integer.toString(pid))));
        } catch (IOException e) {
            return 0;
        }
    }

    private static String terminal(int device) {
        int major = (device >> 8) & 0xFFF;
        int minor = (device & 0xFF) | ((device >> 12) & 0xFFF00);
        return major < TERMINAL_MAJOR || major > TERMINAL_MAJOR + 7 ? "?" : "pts/" + minor;
    }

    private static Duration ticks(long count) {
        return Duration.ofMillis(count * 1000 / TICKS);
    }

    private static Instant start(long ticksAfterBoot) throws IOException {
        long boot = Files.readAllLines(PROC.resolve("stat")).stream()
                .filter(line -> line.startsWith("btime "))
                .mapToLong(line -> Long.parseLong(line.substring("btime ".length())))
                .findFirst()
                .orElse(0);
        return Instant.ofEpochSecond(boot).plus(ticks(ticksAfterBoot));
    }

    private static List<String> arguments(Path directory) throws IOException {
        String line = Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.isEmpty()
                ? List.of()
                : List.of((text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1));
    }

    /** The machine's number of a process, by its number in the lab. */
    static Optional<Integer> machineNumber(Collection<Integer> pids, int inLab) {
        return pids.stream().filter(pid -> numberInLab(pid) == inLab).findFirst();
    }

    private static int numberInLab(int pid) {
        try {
            return labNumber(status(PROC.resolve(Integer.toString(pid))));
        } catch (IOException e) {
            return 0;
        }
    }

    /** What went over the devices of a process's network namespace; empty when that is the lab host's own. */
    static Map<String, Traffic> traffic(int pid) {
        try {
            Path directory = PROC.resolve(Integer.toString(pid));
            Path parent = PROC.resolve(status(directory).getOrDefault("PPid", "0"));
            if (namespace(directory).equals(namespace(parent))) {
                return Map.of();
            }
            Map<String, Traffic> devices = new HashMap<>();
            for (String line : Files.readAllLines(directory.resolve("net/dev"))) {
                String[] halves = line.split(":", 2);
                if (halves.length == 2 && !halves[0].strip().equals("lo")) {
                    devices.put(halves[0].strip(), traffic(halves[1].strip()));
                }
            }
            return devices;
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static String namespace(Path directory) throws IOException {
        return Files.readSymbolicLink(directory.resolve("ns/net")).toString();
    }

    private static Traffic traffic(String columns) {
        long[] n = Arrays.stream(columns.split("\\s+", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Traffic(n[0], n[1], n[2], n[3], n[8], n[9], n[10], n[11]);
    }
}
