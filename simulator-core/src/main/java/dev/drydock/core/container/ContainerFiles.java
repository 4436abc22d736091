package dev.drydock.core.container;

import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.Change;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What containers have in their file systems: {@code docker diff}, {@code docker cp}, {@code docker export}. All of it works
 * whether they run or not, and sees what dockerd sees: the container's own layers, and for copies the volumes and paths that
 * are mounted in it.
 */
public final class ContainerFiles {
    private final ContainerServices services;
    private final ContainerIndex index;
    private final VolumeUse volumes;
    private final ContainerEvents events;

    ContainerFiles(ContainerServices services, ContainerIndex index, ContainerEvents events) {
        this.services = services;
        this.index = index;
        this.volumes = new VolumeUse(services.volumes());
        this.events = events;
    }

    /** What the container changed, ordered by path. */
    public List<Change> changes(String key) {
        return services.layers().changes(index.find(key).value().id());
    }

    public ContainerSize size(String key) {
        Container container = index.find(key).value();
        long own = services.layers().size(container.id());
        return new ContainerSize(own, own + services.images().size(container.imageId()));
    }

    /** What a path names. */
    public PathStat stat(String key, String path) {
        Container container = index.find(key).value();
        try (ContainerTree tree = withMounts(container)) {
            return stat(tree, key, ContainerPath.of(path), path);
        }
    }

    private static PathStat stat(ContainerTree tree, String key, ContainerPath path, String given) {
        String resolved = path.resolved(tree::readLink);
        FileStat found = tree.stat(resolved).orElseThrow(() -> missing(given, key));
        if (path.wantsDirectory() && !found.isDirectory()) {
            throw new EngineException.SystemFailure("lstat " + path.text() + ": not a directory");
        }
        String target = found.type() == FileType.SYMBOLIC_LINK ? path.followed(tree::readLink) : "";
        return new PathStat(path.base(), found, target);
    }

    private static EngineException missing(String path, String key) {
        return new EngineException.NotFound("Could not find the file " + path + " in container " + key);
    }

    /**
     * Hands out a file or a directory as a tar.
     *
     * @param found is told what it is, before the tar begins; answers where the tar goes
     */
    public void read(String key, String path, Receiver found) throws IOException {
        Container container = index.find(key).value();
        ContainerPath wanted = ContainerPath.of(path);
        try (ContainerTree tree = withMounts(container)) {
            PathStat stat = stat(tree, key, wanted, path);
            String base = wanted.base();
            tree.read(wanted.resolved(tree::readLink), base.equals("/") ? "" : base, found.begin(stat));
            events.publish(container, "archive-path");
        }
    }

    /**
     * What a path leads to, with every link followed. Nothing of it is told to others: no event, and no volume is mounted
     * for it. Empty when there is nothing.
     *
     * @param limit bytes of the head
     */
    public Optional<FileView> look(String key, String path, int limit) {
        Container container = index.find(key).value();
        List<Mount> mounts = container.mounts().stream()
                .filter(mount -> !(mount instanceof TmpfsMount))
                .toList();
        try (ContainerTree tree = services.runtime().files(container.id(), mounts)) {
            String target = ContainerPath.of(path).followed(tree::readLink);
            return tree.stat(target).map(stat -> view(stat, tree.head(target, limit + 1), limit));
        }
    }

    private static FileView view(FileStat stat, Optional<byte[]> head, int limit) {
        byte[] bytes = head.orElse(new byte[0]);
        int length = Math.min(bytes.length, limit);
        return new FileView(stat, new String(bytes, 0, length, StandardCharsets.UTF_8), bytes.length <= limit);
    }

    /** Takes a tar. */
    public interface Receiver {
        OutputStream begin(PathStat stat) throws IOException;
    }

    /**
     * Unpacks a tar into a directory.
     *
     * @param keepKinds refuse to put a directory in the place of something else, or the other way round
     * @param asUser give everything to the container's user rather than to the owners that the archive names
     */
    public void write(String key, String path, InputStream tar, boolean keepKinds, boolean asUser) throws IOException {
        Container container = index.find(key).value();
        try (ContainerTree tree = withMounts(container)) {
            String directory = ContainerPath.of(path).followed(tree::readLink);
            FileStat found = tree.stat(directory).orElseThrow(() -> missing(path, key));
            if (!found.isDirectory()) {
                throw new EngineException.SystemFailure("extraction point is not a directory");
            }
            checkWritable(container, directory);
            Optional<Owner> owner = asUser ? UserLookup.owner(container.config().user(), tree) : Optional.empty();
            tree.write(directory, tar, new Unpacking(keepKinds, owner));
            events.publish(container, "extract-to-dir");
        }
    }

    private static void checkWritable(Container container, String directory) {
        Optional<Mount> mount = container.mounts().stream()
                .filter(candidate -> directory.equals(candidate.destination())
                        || directory.startsWith(candidate.destination() + "/"))
                .max(Comparator.comparingInt(
                        candidate -> candidate.destination().length()));
        if (mount.isPresent() && mount.get().isReadOnly()) {
            throw new EngineException.SystemFailure("mounted volume is marked read-only");
        }
        if (mount.isEmpty() && container.hostConfig().readOnlyRoot()) {
            throw new EngineException.SystemFailure("container rootfs is marked read-only");
        }
    }

    /** As dockerd, which mounts for a copy what the container has, but for file systems in memory. */
    private ContainerTree withMounts(Container container) {
        List<Mount> mounts = container.mounts().stream()
                .filter(mount -> !(mount instanceof TmpfsMount))
                .toList();
        if (mounts.isEmpty()) {
            return services.runtime().files(container.id());
        }
        volumes.begin(container);
        try {
            return services.runtime().files(container.id(), mounts);
        } finally {
            // The tree holds what it shows.
            volumes.end(container);
        }
    }

    /** Hands out the whole root file system as a tar. */
    public void export(String key, OutputStream tar) throws IOException {
        Container container = index.find(key).value();
        try (ContainerTree tree = services.runtime().files(container.id())) {
            tree.export(tar);
            events.publish(container, "export");
        }
    }
}
