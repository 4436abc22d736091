package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.UserNamespace;
import dev.drydock.sandbox.storage.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Disks that are plain directories: a lab may fill the machine's own. For machines that can do no better. */
public final class DirectoryDisks implements LabDisks {
    @Override
    public Optional<DiskLimits> limits() {
        return Optional.empty();
    }

    @Override
    public LabDisk open(Path labDirectory) {
        Path image = LoopDisks.image(labDirectory);
        if (Files.exists(image)) {
            throw new SystemFailure("the files of the lab host " + labDirectory.getFileName() + " are in " + image
                    + ", which this machine cannot mount now: see ./drydock doctor for what is missing");
        }
        Path root = directory(labDirectory);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + root + ": " + e, e);
        }
        return new Directory(root);
    }

    @Override
    public LabDisk join(Path labDirectory) {
        return open(labDirectory);
    }

    @Override
    public void remove(Path labDirectory) {
        new TreeRemover(labDirectory.resolve("trash")).remove(directory(labDirectory));
    }

    @Override
    public void replace(Path labDirectory, Path copy) {
        throw notCopied();
    }

    private static Unavailable notCopied() {
        return new Unavailable(
                "On this machine lab hosts have no disks of their own, so no snapshot of one can be kept:"
                        + " see ./drydock doctor for what is missing");
    }

    /** Where such a disk is. */
    public static Path directory(Path labDirectory) {
        return labDirectory.resolve("disk");
    }

    private record Directory(Path root) implements LabDisk {
        @Override
        public Descriptor view(UserNamespace namespace) {
            return Mounts.idmapped(root, namespace);
        }

        @Override
        public <T> T withRoom(int uidBase, Supplier<T> work) {
            return work.get();
        }

        @Override
        public DiskCopy copyTo(Path file) {
            throw notCopied();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
