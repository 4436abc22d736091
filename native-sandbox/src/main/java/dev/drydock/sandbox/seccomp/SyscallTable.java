package dev.drydock.sandbox.seccomp;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The system calls of one architecture by number. Numbers come from the kernel's headers. */
public final class SyscallTable {
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<String, Integer> numbers = new TreeMap<>();

    private SyscallTable() {}

    public static SyscallTable of(Architecture architecture) {
        SyscallTable table = new SyscallTable();
        Resources.lines("syscalls-" + architecture.word() + ".txt").forEach(line -> {
            String[] parts = line.split(" ", -1);
            int number = Integer.parseInt(parts[1]);
            table.names.put(number, parts[0]);
            table.numbers.put(parts[0], number);
        });
        return table;
    }

    /** Empty for a call that this architecture does not have. */
    public OptionalInt number(String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** All calls, lowest number first. */
    Map<Integer, String> byNumber() {
        return Collections.unmodifiableMap(names);
    }

    int highest() {
        return numbers.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}
