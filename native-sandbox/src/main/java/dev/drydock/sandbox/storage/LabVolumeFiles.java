package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.volume.LocalOptions;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.FileSystemIds;
import dev.drydock.sandbox.linux.HostMounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The volumes of one running lab, in the root file system of its lab host, where root of the lab finds them as on any Docker
 * host, and so on the lab's disk. All paths are resolved as the lab host has them at that moment.
 */
public final class LabVolumeFiles implements VolumeFiles {
    private static final String VOLUMES = "/var/lib/docker/volumes";
    private static final Unpacking AS_IT_IS = new Unpacking(false, Optional.empty());
    private static final int PRIVATE = 0701;
    private static final int PARENT = 0711;
    private static final int ORDINARY = 0755;

    private final HostMounts host;
    private final int uidBase;
    private final VolumeFileSystems fileSystems;

    /**
     * @param host stays its owner's
     * @param uidBase the machine's id of the lab's root
     */
    public LabVolumeFiles(HostMounts host, int uidBase) {
        this.host = host;
        this.uidBase = uidBase;
        this.fileSystems = new VolumeFileSystems(host, uidBase);
    }

    @Override
    public void make(VolumeName name) {
        asRoot("error while creating volume root path '" + parent(name) + "': mkdir " + parent(name), () -> {
            HostDirectories directories = new HostDirectories(host);
            directories.make("/var/lib/docker", PARENT);
            directories.make(VOLUMES, PRIVATE);
            directories.make(parent(name), PRIVATE);
            directories.make(name.mountpoint(), ORDINARY);
        });
    }

    private static String parent(VolumeName name) {
        return VOLUMES + "/" + name;
    }

    @Override
    public void remove(VolumeName name) {
        asRoot("error while removing volume root path '" + parent(name) + "': unlinkat " + parent(name), () -> {
            try (Descriptor volumes = host.open(VOLUMES)) {
                DeepRemover.remove(volumes, name.value());
            } catch (SyscallException e) {
                if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                    throw e;
                }
            }
        });
    }

    @Override
    public long size(VolumeName name) {
        return reading(name, TreeSize::of).orElse(0L);
    }

    @Override
    public boolean isEmpty(VolumeName name) {
        return reading(name, tree -> tree.names("").isEmpty()).orElse(true);
    }

    /** Empty when its directory is not there. */
    private <T> Optional<T> reading(VolumeName name, Function<TreeReader, T> reading) {
        return BlockingCalls.run(() -> {
            try (Descriptor data = host.open(name.mountpoint())) {
                return Optional.of(reading.apply(new TreeReader(data)));
            } catch (SyscallException e) {
                if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                    return Optional.empty();
                }
                throw new SystemFailure("readdir " + name.mountpoint() + ": " + Errno.sentence(e.errno()), e);
            }
        });
    }

    @Override
    public void fill(VolumeName name, TarSource content) throws IOException {
        try {
            asRoot("copy to " + name.mountpoint(), () -> {
                try (Descriptor data = host.open(name.mountpoint());
                        TarPipe tar = TarPipe.of(content::write);
                        ArchiveUnpacker unpacker = new ArchiveUnpacker(data, "/", AS_IT_IS, uidBase, () -> {})) {
                    unpacker.unpackWithTop(tar.input());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void mount(VolumeName name, LocalOptions options) {
        BlockingCalls.run(() -> {
            fileSystems.mount(name, options);
            return true;
        });
    }

    @Override
    public void unmount(VolumeName name) {
        BlockingCalls.run(() -> {
            fileSystems.unmount(name);
            return true;
        });
    }

    @Override
    public boolean exists(String path) {
        return BlockingCalls.run(() -> {
            try (Descriptor _ = host.open(path)) {
                return true;
            } catch (SyscallException e) {
                return false;
            }
        });
    }

    @Override
    public void makeDirectory(String path) {
        asRoot("error while creating mount source path '" + path + "': mkdir " + path, () -> {
            new HostDirectories(host).make(path, ORDINARY);
        });
    }

    /** On a platform thread; what is made belongs to root of the lab. */
    private void asRoot(String action, Runnable work) {
        try {
            BlockingCalls.run(() -> {
                FileSystemIds.as(uidBase, work);
                return true;
            });
        } catch (SyscallException e) {
            throw new SystemFailure(action + ": " + Errno.sentence(e.errno()), e);
        }
    }
}
