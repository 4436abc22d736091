package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Ext4Mount;
import dev.drydock.sandbox.linux.LoopDevice;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.UserNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Disks that are files with an ext4 file system in them, {@code disk.img} in the lab's directory. They are sparse: they
 * take from the machine what is in them. Mounts of them appear in no mount table; their loop devices go away when neither
 * the server nor the lab uses them any more.
 */
public final class LoopDisks implements LabDisks {
    /** How long the kernel may take to let go of the disk of a lab that has ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** In bytes; less is as good as nothing. */
    private static final long LEAST_ROOM = 256 * 1024;

    private final Ext4Template template;

    private LoopDisks(Ext4Template template) {
        this.template = template;
    }

    /**
     * Makes sure by trying that this machine can have such disks.
     *
     * @param scratch a directory on the file system on which the disks are to be
     * @throws SystemFailure when it cannot, with the reason
     */
    public static LoopDisks open(Path scratch, DiskLimits limits) {
        try {
            Path trial = Files.createTempDirectory(scratch, ".disk-");
            try {
                LoopDisks disks = new LoopDisks(Ext4Template.make(trial.resolve("template"), limits));
                disks.tryOut(trial);
                disks.remove(trial);
                return disks;
            } finally {
                Files.deleteIfExists(trial.resolve("template"));
                Files.deleteIfExists(image(trial));
                Files.delete(trial);
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot try out a disk in " + scratch + ": " + e, e);
        }
    }

    private void tryOut(Path directory) {
        template.copyTo(image(directory));
        try {
            BlockingCalls.run(() -> attach(image(directory))).close();
        } catch (SyscallException e) {
            throw new SystemFailure(
                    "a file system in a file cannot be mounted here: " + e.getMessage()
                            + " (it takes loop devices and ext4)",
                    e);
        }
    }

    static Path image(Path labDirectory) {
        return labDirectory.resolve("disk.img");
    }

    @Override
    public Optional<DiskLimits> limits() {
        return Optional.of(template.limits());
    }

    @Override
    public LabDisk open(Path labDirectory) {
        Path image = image(labDirectory);
        return BlockingCalls.run(() -> {
            if (Files.notExists(image)) {
                make(labDirectory);
            }
            // What was moved from here into the image, by a server that was killed after it.
            new DirectoryDisks().remove(labDirectory);
            return mount(labDirectory, image);
        });
    }

    /** The image gets its name when it is complete. */
    private void make(Path labDirectory) {
        Path fresh = labDirectory.resolve("disk.img.new");
        template.copyTo(fresh);
        Path directory = DirectoryDisks.directory(labDirectory);
        if (Files.exists(directory)) {
            try (LabDisk disk = mount(labDirectory, fresh)) {
                TreeCopy.copy(directory, disk.root());
            }
            await(fresh, LoopDisks::free);
        }
        try {
            Files.move(fresh, image(labDirectory), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + image(labDirectory) + ": " + e, e);
        }
    }

    @Override
    public LabDisk join(Path labDirectory) {
        Path image = image(labDirectory);
        if (Files.notExists(image)) {
            throw new SystemFailure("it was started without a disk of its own");
        }
        return BlockingCalls.run(() -> mount(labDirectory, image));
    }

    private static LabDisk mount(Path labDirectory, Path image) {
        try {
            return attach(image);
        } catch (SyscallException e) {
            throw new SystemFailure(
                    "the disk of the lab host " + labDirectory.getFileName() + ", " + image + ", cannot be mounted: "
                            + e.getMessage(),
                    e);
        }
    }

    private static LabDisk attach(Path image) {
        LoopDevice device = await(image, file -> LoopDevice.make(file).or(() -> LoopDevice.find(file)));
        try {
            LoopDisk disk = new LoopDisk(image, device, Ext4Mount.of(device).withFreshNumber());
            // Who kept it still for a snapshot may have been killed together with the server.
            Ext4Mount.thaw(disk.root());
            return disk;
        } catch (SyscallException e) {
            device.close();
            throw e;
        }
    }

    @Override
    public void remove(Path labDirectory) {
        Path image = image(labDirectory);
        BlockingCalls.run(() -> {
            if (Files.exists(image)) {
                await(image, LoopDisks::free);
            }
            delete(labDirectory.resolve("disk.img.new"));
            return delete(image);
        });
        new DirectoryDisks().remove(labDirectory);
    }

    @Override
    public void replace(Path labDirectory, Path copy) {
        Path image = image(labDirectory);
        BlockingCalls.run(() -> {
            if (Files.exists(image)) {
                await(image, LoopDisks::free);
            }
            try {
                return Files.move(copy, image, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new SystemFailure("cannot replace " + image + ": " + e, e);
            }
        });
    }

    private static Optional<Path> free(Path image) {
        return LoopDevice.isFree(image) ? Optional.of(image) : Optional.empty();
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new SystemFailure("cannot delete " + file + ": " + e, e);
        }
    }

    /** The namespaces of a lab that has ended, and with them its mounts, are cleared away a moment later. */
    private static <T> T await(Path image, Function<Path, Optional<T>> attempt) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 1; ; pause = Math.min(2 * pause, 50)) {
            Optional<T> result = attempt.apply(image);
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() > deadline) {
                throw new SystemFailure(image + " is still in use");
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SystemFailure("interrupted while waiting for " + image, e);
            }
        }
    }

    private record LoopDisk(Path image, LoopDevice device, Descriptor mount) implements LabDisk {
        @Override
        public Path root() {
            return Path.of("/proc/self/fd/" + mount.number());
        }

        @Override
        public Descriptor view(UserNamespace namespace) {
            return BlockingCalls.run(() -> Mounts.idmapped(Ext4Mount.of(device), namespace));
        }

        @Override
        public <T> T withRoom(int uidBase, Supplier<T> work) {
            if (hasRoom()) {
                return work.get();
            }
            reserveFor(uidBase);
            try {
                return work.get();
            } finally {
                reserveFor(0);
            }
        }

        private boolean hasRoom() {
            try {
                return Files.getFileStore(root()).getUsableSpace() >= LEAST_ROOM;
            } catch (IOException e) {
                throw new SystemFailure("cannot look at a lab's disk: " + e, e);
            }
        }

        private void reserveFor(int uid) {
            try {
                BlockingCalls.run(() -> {
                    Ext4Mount.reserveFor(mount, uid);
                    return mount;
                });
            } catch (SyscallException e) {
                throw new SystemFailure("cannot make room on a lab's disk: " + e.getMessage(), e);
            }
        }

        @Override
        public DiskCopy copyTo(Path file) {
            return DiskCopy.of(image, file);
        }

        /** The last one to close it waits until everything is written. */
        @Override
        public void close() {
            BlockingCalls.run(() -> {
                mount.close();
                device.close();
                return mount;
            });
        }
    }
}
