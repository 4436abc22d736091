package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of Linux capabilities, put together by dockerd's rules.
 *
 * @param names with {@code CAP_}
 */
public record Capabilities(Set<String> names) {
    /** By number, as in {@code linux/capability.h}. */
    private static final List<String> ALL = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    private static final List<String> DOCKER = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FSETID",
            "CAP_FOWNER",
            "CAP_MKNOD",
            "CAP_NET_RAW",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_KILL",
            "CAP_AUDIT_WRITE");

    private static final String EVERY = "ALL";

    public Capabilities {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /** All that this kernel family knows. */
    static Capabilities all() {
        return new Capabilities(Set.copyOf(ALL));
    }

    /** Docker's 14 defaults. */
    static Capabilities defaults() {
        return new Capabilities(Set.copyOf(DOCKER));
    }

    /** What a container with these settings has. */
    public static Capabilities of(Security security) {
        if (security.privileged()) {
            return all();
        }
        Set<String> added = normalize(security.addedCapabilities(), "CapAdd");
        Set<String> dropped = normalize(security.droppedCapabilities(), "CapDrop");
        Set<String> result;
        if (added.contains(EVERY)) {
            result = new TreeSet<>(ALL);
            result.removeAll(dropped);
        } else if (dropped.contains(EVERY)) {
            // Only what was asked for by name is left.
            result = new TreeSet<>(added);
        } else {
            result = new TreeSet<>(DOCKER);
            result.removeAll(dropped);
            result.addAll(added);
        }
        return new Capabilities(result);
    }

    private static Set<String> normalize(List<String> words, String field) {
        Set<String> result = new TreeSet<>();
        for (String word : words) {
            String name = word.toUpperCase(Locale.ROOT);
            if (name.equals(EVERY)) {
                result.add(EVERY);
                continue;
            }
            String full = name.startsWith("CAP_") ? name : "CAP_" + name;
            if (!ALL.contains(full)) {
                throw new InvalidParameter("invalid " + field + ": unknown capability: \"" + full + "\"");
            }
            result.add(full);
        }
        return result;
    }

    /** Bit n stands for capability n. */
    long mask() {
        return names.stream().mapToLong(name -> 1L << ALL.indexOf(name)).sum();
    }

    static Capabilities ofMask(long mask) {
        Set<String> names = new TreeSet<>();
        for (int number = 0; number < ALL.size(); number++) {
            if ((mask >>> number & 1) == 1) {
                names.add(ALL.get(number));
            }
        }
        return new Capabilities(names);
    }
}
