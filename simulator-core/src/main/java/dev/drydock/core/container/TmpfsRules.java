package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.PlainPath;
import dev.drydock.core.volume.TmpfsMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what {@code --tmpfs} asks for; the sentences are dockerd's. */
final class TmpfsRules {
    private static final Set<String> VALUES = Set.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    /** Words that say what is so anyway, or that make no difference in a container. */
    private static final Set<String> ACCEPTED = Set.of(
            "defaults",
            "rw",
            "async",
            "sync",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "diratime",
            "bind",
            "rbind",
            "unbindable",
            "runbindable",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime");

    private static final int LIMIT = 64;

    private TmpfsRules() {}

    static void check(Map<String, String> mounts) {
        if (mounts.size() > LIMIT) {
            throw invalid("a container has at most " + LIMIT + " mounts of the type tmpfs");
        }
        mounts.keySet().forEach(TmpfsRules::checkPath);
        // dockerd finds a wrong option only at the start.
        mounts.forEach(TmpfsRules::read);
    }

    private static void checkPath(String path) {
        if (!path.startsWith("/")) {
            throw invalid("invalid mount path: '" + path + "' mount path must be absolute");
        }
        if (PlainPath.clean(path).equals("/")) {
            throw invalid("invalid specification: destination can't be '/'");
        }
        if (path.indexOf('\0') >= 0) {
            throw invalid("invalid mount path: it has a NUL character");
        }
    }

    static List<TmpfsMount> mounts(Map<String, String> mounts) {
        return mounts.entrySet().stream()
                .map(mount -> read(mount.getKey(), mount.getValue()))
                .toList();
    }

    /** @param text options, separated by commas */
    static TmpfsMount read(String path, String text) {
        boolean readOnly = false;
        boolean executable = false;
        boolean setuid = false;
        boolean devices = false;
        List<String> options = new ArrayList<>();
        for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String key = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
            switch (option) {
                case "ro" -> readOnly = true;
                case "rw" -> readOnly = false;
                case "exec" -> executable = true;
                case "noexec" -> executable = false;
                case "suid" -> setuid = true;
                case "nosuid" -> setuid = false;
                case "dev" -> devices = true;
                case "nodev" -> devices = false;
                default -> {
                    if (VALUES.contains(key) && option.length() > key.length()) {
                        options.removeIf(earlier -> earlier.startsWith(key + "="));
                        options.add(option);
                    } else if (!ACCEPTED.contains(option)) {
                        throw invalid("invalid tmpfs option [\"" + option + "\"]");
                    }
                }
            }
        }
        return new TmpfsMount(PlainPath.clean(path), options, readOnly, executable, setuid, devices);
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
