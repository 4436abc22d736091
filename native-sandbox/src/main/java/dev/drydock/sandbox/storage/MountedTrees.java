package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is mounted in a container, for the reading and writing of its files: each source opened by itself. The server works on
 * them with all its rights, so only what is on a disk or in memory is opened: never {@code /proc}, {@code /sys} and the like,
 * where writing would change the machine, and nothing that is mounted below a source.
 */
final class MountedTrees implements AutoCloseable {
    private final Map<String, Descriptor> mounts = new TreeMap<>();

    /** Where something lies: on which tree, and at which path of it without a slash before. */
    record Place(Descriptor root, String path) {}

    /**
     * Opens one; what cannot be opened is left out.
     *
     * @param links of what was opened so far, the container's root included
     */
    void open(HostMounts host, Mount mount, Function<String, Optional<String>> links) {
        Optional<String> source = switch (mount) {
            case BindMount bind -> Optional.of(bind.source());
            case VolumeMount volume -> Optional.of(volume.volume().mountpoint());
            case TmpfsMount _ -> Optional.empty();
        };
        source.flatMap(path -> open(host, path)).ifPresent(opened -> {
            String place = ContainerPath.of(mount.destination()).followed(links);
            Descriptor covered = mounts.put(LibcTrees.byteString(place.substring(1)), opened);
            if (covered != null) {
                covered.close();
            }
        });
    }

    private static Optional<Descriptor> open(HostMounts host, String source) {
        try {
            Descriptor opened = host.bind(source, false);
            if (FileKinds.isOnDisk(opened)) {
                return Optional.of(opened);
            }
            opened.close();
            return Optional.empty();
        } catch (SyscallException e) {
            return Optional.empty();
        }
    }

    /** The places of mounts that the container's own tree must have, as byte strings, and whether they are directories. */
    Map<String, Boolean> places() {
        Map<String, Boolean> result = new TreeMap<>();
        mounts.forEach((place, opened) ->
                result.put(place, LibcTrees.status(opened.number()).isDirectory()));
        return result;
    }

    /** @param path a byte string, relative and plain */
    Optional<Place> find(String path) {
        String best = null;
        for (String mount : mounts.keySet()) {
            boolean isIn = path.equals(mount) || path.startsWith(mount + "/");
            if (isIn && (best == null || mount.length() > best.length())) {
                best = mount;
            }
        }
        Descriptor root = best == null ? null : mounts.get(best);
        return root == null || best == null
                ? Optional.empty()
                : Optional.of(new Place(root, path.equals(best) ? "" : path.substring(best.length() + 1)));
    }

    /** Whether the place of a mount lies on another mount. */
    boolean isBelowAnother(String place) {
        return mounts.keySet().stream().anyMatch(other -> place.startsWith(other + "/"));
    }

    @Override
    public void close() {
        mounts.values().forEach(Descriptor::close);
    }
}
