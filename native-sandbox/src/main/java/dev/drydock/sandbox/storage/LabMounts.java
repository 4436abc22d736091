package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.volume.Mount;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Descriptors;
import dev.drydock.sandbox.linux.HostMounts;
import dev.drydock.sandbox.linux.IdmappedView;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.OverlayMount;
import dev.drydock.sandbox.linux.RootMount;
import dev.drydock.sandbox.linux.UserNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Joins layers to root file systems for one running lab. It holds two idmapped views for the lab's user namespace, one of
 * the layer store and one of the lab's own disk; all that a mount needs is opened below them.
 */
public final class LabMounts implements AutoCloseable {
    /** In bytes; less is as good as nothing. */
    private static final long LEAST_SPACE = 64 * 1024;

    private final LinuxLayerStore layers;
    private final Path disk;
    private final UserNamespace namespace;
    private final HostMounts host;
    private final IdmappedView layerView;
    private final IdmappedView labView;
    private final SharedRoots roots = new SharedRoots();

    private LabMounts(
            LinuxLayerStore layers, Path disk, Namespaces namespaces, IdmappedView layerView, IdmappedView labView) {
        this.layers = layers;
        this.disk = disk;
        this.namespace = namespaces.user();
        this.host = namespaces.mounts();
        this.layerView = layerView;
        this.labView = labView;
    }

    /** Those of a lab host. */
    public record Namespaces(UserNamespace user, HostMounts mounts) implements AutoCloseable {
        @Override
        public void close() {
            mounts.close();
            user.close();
        }
    }

    /**
     * Takes over the namespaces and the view: closing this closes them.
     *
     * @param disk top directory of the lab's disk
     * @param labView the same as the namespace sees it
     */
    public static LabMounts open(LinuxLayerStore layers, Path disk, Namespaces namespaces, Descriptor labView) {
        IdmappedView view = IdmappedView.of(labView);
        try {
            IdmappedView layerView = IdmappedView.of(Mounts.idmapped(layers.root(), namespaces.user()));
            return new LabMounts(layers, disk, namespaces, layerView, view);
        } catch (SyscallException e) {
            view.close();
            throw e;
        }
    }

    /**
     * The root file system of a container that is about to start.
     *
     * @param given takes over a mount of it, attached nowhere, and returns when the container has it
     */
    public <T> T start(LinuxWritableLayers writable, ContainerId container, Function<Descriptor, T> given) {
        try (SharedRoots.Lease lease =
                roots.forStart(container, () -> new RootMount(containerRoot(writable, container)))) {
            return given.apply(give(lease, container));
        }
    }

    private static Descriptor give(SharedRoots.Lease lease, ContainerId container) {
        try {
            return lease.give();
        } catch (SyscallException e) {
            throw new SystemFailure("cannot mount the root file system of " + container + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the files of a container.
     *
     * @param process finds the machine's number of its first process, empty when it does not run
     * @param mounts that are shown as well
     */
    public ContainerTree files(
            LinuxWritableLayers writable, ContainerId container, Supplier<OptionalInt> process, List<Mount> mounts) {
        try {
            SharedRoots.Lease lease =
                    roots.forFiles(container, process, () -> new RootMount(containerRoot(writable, container)));
            LinuxContainerTree tree = new LinuxContainerTree(lease, namespace.uidBase());
            if (!mounts.isEmpty()) {
                tree.show(host, mounts);
            }
            return tree;
        } catch (SyscallException e) {
            throw new SystemFailure("cannot open the files of " + container + ": " + e.getMessage(), e);
        }
    }

    /** The lab host's own mounts. */
    public HostMounts host() {
        return host;
    }

    /** Ends the reading and writing in a container that is being removed. */
    public void forget(ContainerId container) {
        roots.revoke(container);
    }

    /** The root file system of a container, attached nowhere. */
    Descriptor containerRoot(LinuxWritableLayers writable, ContainerId container) {
        try {
            List<Path> lower = new ArrayList<>();
            lower.add(layers.initLayer());
            writable.parent(container).map(layers::stack).ifPresent(lower::addAll);
            return overlay(lower, LinuxWritableLayers.relative(container));
        } catch (IOException e) {
            throw new SystemFailure("cannot read the writable layer of " + container + ": " + e, e);
        }
    }

    /** The root file system of the lab host itself, whose changes are kept in the lab's files. */
    public Descriptor labRoot(ChainId image) {
        try {
            Files.createDirectories(disk.resolve("root/work"));
            Path upper = Files.createDirectories(disk.resolve("root/upper"));
            Files.setPosixFilePermissions(upper, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new SystemFailure("cannot make the directories of the lab's root: " + e, e);
        }
        return overlay(layers.stack(image), "root");
    }

    private Descriptor overlay(List<Path> lower, String directory) {
        try (Descriptors opened = new Descriptors()) {
            List<Descriptor> lowerDirectories = new ArrayList<>();
            for (Path layer : lower) {
                lowerDirectories.add(opened.add(
                        layerView.directory(layers.root().relativize(layer).toString())));
            }
            Descriptor upper = opened.add(labView.directory(directory + "/upper"));
            Descriptor work = opened.add(labView.directory(directory + "/work"));
            return new OverlayMount(lowerDirectories, upper, work).mount(namespace);
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOSPC || (e.errno() == Errno.EROFS && isFull())) {
                // As dockerd says it.
                throw new SystemFailure(
                        "error creating overlay mount to /" + directory + ": no space left on device", e);
            }
            throw new SystemFailure("cannot mount a root file system: " + e.getMessage(), e);
        }
    }

    /** An overlay that finds no room for its work directory mounts read-only. */
    private boolean isFull() {
        try {
            return Files.getFileStore(disk).getUsableSpace() < LEAST_SPACE;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        roots.revokeAll();
        labView.close();
        layerView.close();
        host.close();
        namespace.close();
    }
}
