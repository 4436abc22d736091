package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.volume.LocalOptions;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import dev.drydock.sandbox.linux.MemoryFileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What volumes with options have mounted on their directories, seen by the lab host as well. A lab host can mount memory and
 * show its own paths elsewhere; it has no other devices. Native calls: for platform threads.
 */
final class VolumeFileSystems {
    private static final Map<String, Integer> FLAGS =
            Map.of("ro", 0x1, "nosuid", 0x2, "nodev", 0x4, "noexec", 0x8, "bind", 0x1000, "rbind", 0x5000);

    private final HostMounts host;
    private final int uidBase;

    VolumeFileSystems(HostMounts host, int uidBase) {
        this.host = host;
        this.uidBase = uidBase;
    }

    void mount(VolumeName name, LocalOptions options) {
        try (Descriptor mount = make(options)) {
            host.attach(mount, name.mountpoint());
        } catch (SyscallException e) {
            throw new SystemFailure(
                    "error while mounting volume '" + name.mountpoint()
                            + "': failed to mount local volume: mount " + options.device() + ":" + name.mountpoint()
                            + ", flags: 0x"
                            + Integer.toHexString(flags(options)).toLowerCase(Locale.ROOT)
                            + data(options) + ": " + Errno.sentence(e.errno()),
                    e);
        }
    }

    private Descriptor make(LocalOptions options) {
        boolean isReadOnly = options.flags().contains("ro");
        if (options.isBind()) {
            boolean isRecursive = options.flags().contains("rbind");
            return host.bind(options.device(), new HostMounts.Way(isRecursive, isReadOnly, Propagation.RPRIVATE));
        }
        if (!options.type().equals("tmpfs")) {
            throw new SyscallException("mount", options.type(), Errno.ENODEV);
        }
        return MemoryFileSystem.of(words(options), flags(options), uidBase);
    }

    private static int flags(LocalOptions options) {
        return options.flags().stream()
                .mapToInt(word -> FLAGS.getOrDefault(word, 0))
                .reduce(0, (one, other) -> one | other);
    }

    private static List<String> words(LocalOptions options) {
        List<String> words = new ArrayList<>(options.flags());
        words.removeAll(FLAGS.keySet());
        words.remove("rw");
        return words;
    }

    private static String data(LocalOptions options) {
        List<String> words = words(options);
        return words.isEmpty() ? "" : ", data: " + String.join(",", words);
    }

    void unmount(VolumeName name) {
        try {
            host.detach(name.mountpoint());
        } catch (SyscallException e) {
            boolean isGone = e.errno() == Errno.EINVAL || e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
            if (!isGone) {
                throw new SystemFailure(
                        "error while unmounting volume path '" + name.mountpoint() + "': " + Errno.sentence(e.errno()),
                        e);
            }
        }
    }
}
