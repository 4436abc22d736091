package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.SnapshotName;
import dev.drydock.sandbox.disk.DiskCopy;
import dev.drydock.sandbox.storage.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where snapshots are: {@code snapshots/NAME} in the directory of a student's first lab host, in it {@code snapshot.json} and a
 * directory for each lab host. A snapshot gets its name when it is whole. What is to be put back lies in {@code restoring},
 * under that name when it is whole: from then on nothing keeps it from being put back.
 */
final class SnapshotStore {
    private static final String RECORD = "snapshot.json";
    private static final String UNFINISHED = ".new-";
    private static final String STAGED = "restoring";

    private final LabStore labs;
    private final TreeRemover remover;

    SnapshotStore(LabStore labs, TreeRemover remover) {
        this.labs = labs;
        this.remover = remover;
    }

    /** All that are being taken or put back, or are there. */
    static Stream<Path> all(Path lab) {
        List<Path> kept = children(lab.resolve("snapshots"));
        List<Path> staged = children(lab).stream()
                .filter(path -> path.getFileName().toString().startsWith(STAGED))
                .toList();
        return Stream.concat(kept.stream(), staged.stream());
    }

    private Path directory(LabId student) {
        return labs.files(student).directory().resolve("snapshots");
    }

    private Path directory(LabId student, SnapshotName name) {
        return directory(student).resolve(name.value());
    }

    boolean exists(LabId student, SnapshotName name) {
        return Files.exists(directory(student, name));
    }

    SnapshotRecord read(LabId student, SnapshotName name) {
        Path record = directory(student, name).resolve(RECORD);
        if (Files.notExists(record)) {
            throw new NotFound("there is no snapshot " + name);
        }
        return Records.read(record, SnapshotRecord.class);
    }

    List<LabSnapshot> list(LabId student) {
        return children(directory(student)).stream()
                .filter(path -> !path.getFileName().toString().startsWith(UNFINISHED))
                .map(path ->
                        Records.read(path.resolve(RECORD), SnapshotRecord.class).snapshot())
                .sorted(Comparator.comparing(LabSnapshot::takenAt))
                .toList();
    }

    /** A directory for a snapshot that is being taken. */
    Path begin(LabId student) {
        Path fresh = directory(student).resolve(UNFINISHED + UUID.randomUUID());
        make(fresh);
        return fresh;
    }

    /** One lab host's part of what is in such a directory. */
    static LabFiles part(Path snapshot, LabId host) {
        return new LabFiles(host, snapshot.resolve(Integer.toString(host.number())), snapshot);
    }

    void commit(LabId student, Path fresh, SnapshotRecord record) {
        Records.write(fresh.resolve(RECORD), record);
        move(fresh, directory(student).resolve(record.name()));
    }

    void discard(Path fresh) {
        remover.remove(fresh);
    }

    void remove(LabId student, SnapshotName name) {
        remover.remove(directory(student, name));
    }

    /** What the files of a snapshot take of the machine's disk. */
    static long bytes(Path snapshot) {
        try (Stream<Path> files = Files.walk(snapshot)) {
            return files.mapToLong(SnapshotStore::blocks).sum();
        } catch (IOException e) {
            throw new SystemFailure("cannot look at " + snapshot + ": " + e, e);
        }
    }

    private static long blocks(Path file) {
        try {
            // The attribute view has no blocks; a sparse file takes what is in it.
            return file.getFileName().toString().equals("disk.img") ? DiskCopy.bytes(file) : Files.size(file);
        } catch (IOException e) {
            throw new SystemFailure("cannot look at " + file + ": " + e, e);
        }
    }

    /** Copies a snapshot to where it is put back from; nothing of the lab hosts changes. */
    void stage(LabId student, SnapshotRecord record) {
        Path fresh = labs.files(student).directory().resolve(STAGED + ".new");
        remover.remove(fresh);
        make(fresh);
        Path snapshot = directory(student).resolve(record.name());
        for (SnapshotRecord.Host host : record.hosts()) {
            LabFiles from = part(snapshot, student.host(host.number()));
            LabFiles to = part(fresh, student.host(host.number()));
            make(to.directory());
            copyTree(from.engine(), to.engine());
            copyTree(from.layers(), to.layers());
            DiskCopy.copy(from.diskImage(), to.diskImage());
        }
        Records.write(fresh.resolve(RECORD), record);
    }

    /** From here on the staged files are put back, whatever happens. The lab hosts do not run. */
    void decide(LabId student) {
        Path directory = labs.files(student).directory();
        move(directory.resolve(STAGED + ".new"), directory.resolve(STAGED));
    }

    /** Puts back what is staged, to the end of what another server may have begun. */
    void putBack(LabId student) {
        Path staged = labs.files(student).directory().resolve(STAGED);
        SnapshotRecord record = Records.read(staged.resolve(RECORD), SnapshotRecord.class);
        for (SnapshotRecord.Host host : record.hosts()) {
            LabId id = student.host(host.number());
            labs.replace(id, part(staged, id), host.root());
        }
        IntStream.rangeClosed(1, LabId.LAST)
                .filter(number -> record.hosts().stream().noneMatch(host -> host.number() == number))
                .mapToObj(student::host)
                .filter(labs::isMade)
                .forEach(labs::delete);
        remover.remove(staged);
    }

    /** Ends what a killed server had begun: to the end where that was decided, otherwise as if it had not begun. */
    void cleanUp(LabId student) {
        Path directory = labs.files(student).directory();
        remover.remove(directory.resolve(STAGED + ".new"));
        children(directory(student)).stream()
                .filter(path -> path.getFileName().toString().startsWith(UNFINISHED))
                .forEach(remover::remove);
        if (Files.exists(directory.resolve(STAGED))) {
            IntStream.rangeClosed(1, LabId.LAST).mapToObj(student::host).forEach(labs::sweep);
            putBack(student);
        }
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot copy " + from + ": " + e, e);
        }
    }

    static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + directory + ": " + e, e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SystemFailure("cannot rename " + from + ": " + e, e);
        }
    }

    private static List<Path> children(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new SystemFailure("cannot list " + directory + ": " + e, e);
        }
    }
}
