package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.disk.DirectoryDisks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Labs that were made before they had disks: everything lay in the lab's directory. Each step may be the last before a crash. */
final class OldLayout {
    private OldLayout() {}

    /** Moves what lies in the lab's directory to where a disk without limits is. */
    static void upgrade(LabFiles files) {
        if (!applies(files)) {
            return;
        }
        try {
            Path disk = Files.createDirectories(DirectoryDisks.directory(files.directory()));
            moveParents(files);
            for (String name : new String[] {"root", "containers"}) {
                if (Files.exists(files.directory().resolve(name))) {
                    Files.move(files.directory().resolve(name), disk.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Files.createDirectories(LabFiles.logs(disk));
            if (Files.exists(files.processes())) {
                try (DirectoryStream<Path> logs = Files.newDirectoryStream(files.processes(), "*.log")) {
                    for (Path log : logs) {
                        Files.move(log, LabFiles.logs(disk).resolve(log.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot move the files of the lab host " + files.id() + " to a disk: " + e, e);
        }
    }

    private static void moveParents(LabFiles files) throws IOException {
        Files.createDirectories(files.layers());
        Path containers = files.directory().resolve("containers");
        if (Files.exists(containers)) {
            try (DirectoryStream<Path> parents = Files.newDirectoryStream(containers)) {
                for (Path container : parents) {
                    Path parent = container.resolve("parent");
                    if (Files.exists(parent)) {
                        Files.move(
                                parent,
                                files.layers().resolve(container.getFileName()),
                                StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            }
        }
    }

    /** A lab that runs on such files cannot be given a disk. */
    static void refuse(LabFiles files) {
        if (applies(files)) {
            throw new SystemFailure("it was started by an older server, whose labs had no disks");
        }
    }

    /** The logs are moved last: the other two may be gone already. */
    private static boolean applies(LabFiles files) {
        return Files.exists(files.directory().resolve("root"))
                || Files.exists(files.directory().resolve("containers"))
                || hasLogs(files.processes());
    }

    private static boolean hasLogs(Path processes) {
        if (Files.notExists(processes)) {
            return false;
        }
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(processes, "*.log")) {
            return logs.iterator().hasNext();
        } catch (IOException e) {
            throw new SystemFailure("cannot look into " + processes + ": " + e, e);
        }
    }
}
