package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.layer.ChainId;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.libc.LibcSocket;
import dev.drydock.sandbox.storage.TreeRemover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lab hosts on disk: makes, finds and deletes what belongs to one, in an order that a crash cannot confuse. */
final class LabStore {
    private static final Logger LOG = LoggerFactory.getLogger(LabStore.class);

    private final LabSettings settings;
    private final UidRanges ranges;
    private final TreeRemover remover;
    private final Path labs;
    private final Path runs;

    LabStore(LabSettings settings) {
        this.settings = settings;
        this.labs = settings.data().resolve("labs");
        this.runs = settings.data().resolve("run");
        this.ranges = new UidRanges(settings.data().resolve("uid-ranges"));
        this.remover = new TreeRemover(settings.data().resolve("trash"));
    }

    /** Finishes what a killed server had begun: deletions, labs without a record, runs and ranges without a lab. */
    void cleanUp() {
        remover.finish();
        finishRestores();
        Set<String> known = new HashSet<>();
        labs().forEach(id -> known.add(id.value()));
        for (String name : names(labs)) {
            if (!known.contains(name)) {
                LOG.info("removing the lab host {}, which was not made to the end", name);
                remover.remove(labs.resolve(name));
            }
        }
        for (String name : names(runs)) {
            // The server itself has files there, too.
            if (!known.contains(name) && Files.isDirectory(runs.resolve(name))) {
                sweep(new LabId(name));
            }
        }
        for (String owner : ranges.owners()) {
            if (!known.contains(owner)) {
                ranges.releaseAll(owner);
            }
        }
    }

    private void finishRestores() {
        SnapshotStore snapshots = snapshots();
        for (LabId id : labs()) {
            if (id.number() == 1) {
                snapshots.cleanUp(id);
            }
        }
    }

    /** Snapshots of these lab hosts. */
    SnapshotStore snapshots() {
        return new SnapshotStore(this, remover);
    }

    /** Every lab that was made to the end. */
    List<LabId> labs() {
        List<LabId> found = new ArrayList<>();
        for (String name : names(labs)) {
            if (Files.exists(labs.resolve(name).resolve("lab.json"))) {
                try {
                    found.add(new LabId(name));
                } catch (InvalidParameter e) {
                    LOG.warn("{} is no lab host's directory and is left alone", labs.resolve(name));
                }
            }
        }
        return found;
    }

    /** Kind of a made lab's root file system. */
    LabRoots.Kind root(LabId id) {
        return Records.read(files(id).record(), LabRecord.class).rootKind();
    }

    boolean isMade(LabId id) {
        return Files.exists(files(id).record());
    }

    /** Starts a lab, made when it is new. */
    @SuppressWarnings("IllegalCatch") // whatever failed, half-done work is taken back, and the failure goes on
    LabRun start(LabId id, Runnable lost) {
        LabFiles files = files(id);
        sweep(id);
        Undo undo = new Undo();
        try {
            LabRecord record =
                    Files.exists(files.record()) ? Records.read(files.record(), LabRecord.class) : create(files, undo);
            OldLayout.upgrade(files);
            List<ContainerId> paused = runAgain(files);
            LabDisk disk = settings.disks().open(files.directory());
            undo.add(disk::close);
            makeRunDirectory(files);
            undo.add(() -> sweep(id));
            Cgroup cgroup = settings.cgroups().create(cgroupName(id), settings.limits());
            ChainId root = settings.roots().image(record.rootKind());
            Records.write(files.runRecord(), RunRecord.of(0, cgroup.directories(), root));
            int uidBase = UidRanges.base(record.range());
            LabdProgram program = LabdProgram.unpack(settings.data().resolve("bin"));
            long pid = program.start(files, uidBase, cgroup.processFiles());
            LabRun run = LabRun.begin(
                    settings, new LabRun.Place(files, uidBase, cgroup, disk, record.rootKind()), pid, lost);
            undo.add(run::leave);
            // Last: a later server joins only a lab that was set up to the end.
            Records.write(files.runRecord(), RunRecord.of(pid, cgroup.directories(), root));
            run.pause(paused);
            return run;
        } catch (RuntimeException e) {
            undo.run(e);
            throw e;
        }
    }

    private LabRecord create(LabFiles files, Undo undo) {
        undo.add(() -> delete(files.id()));
        return create(files, settings.roots().newest());
    }

    private LabRecord create(LabFiles files, LabRoots.Kind root) {
        LabRecord record =
                new LabRecord(LabRecord.VERSION, files.id().value(), ranges.take(files.id()), Instant.now(), root);
        try {
            Files.createDirectories(files.directory());
            Files.setPosixFilePermissions(files.directory(), PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(files.engine());
        } catch (IOException e) {
            throw new SystemFailure("cannot make the lab host " + files.id() + ": " + e, e);
        }
        Records.write(files.record(), record);
        return record;
    }

    /** Which containers are to be paused when the others run. */
    private static List<ContainerId> runAgain(LabFiles files) {
        if (Files.notExists(files.runAgain())) {
            return List.of();
        }
        List<ContainerId> paused = EngineFiles.runAgain(files.engine(), Instant.now());
        try {
            Files.delete(files.runAgain());
        } catch (IOException e) {
            throw new SystemFailure("cannot delete " + files.runAgain() + ": " + e, e);
        }
        return paused;
    }

    /** Has the next start run what the lab host's engine left running. */
    void keepRunning(LabId id) {
        LabFiles files = files(id);
        try {
            if (Files.exists(files.record()) && Files.notExists(files.runAgain())) {
                Files.createFile(files.runAgain());
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + files.runAgain() + ": " + e, e);
        }
    }

    /**
     * Puts other files in the place of those of a lab that does not run; made when it is not there. What is in its place
     * already, because this is done a second time, is left.
     *
     * @param kept the same files in a directory of the server's own, gone afterwards
     * @param root of a lab that is made
     */
    void replace(LabId id, LabFiles kept, LabRoots.Kind root) {
        LabFiles files = files(id);
        if (Files.notExists(files.record())) {
            create(files, root);
        }
        try {
            for (Path name : List.of(kept.engine(), kept.layers())) {
                if (Files.exists(name)) {
                    Path target = files.directory().resolve(kept.directory().relativize(name));
                    remover.remove(target);
                    Files.move(name, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            if (Files.exists(kept.diskImage())) {
                settings.disks().replace(files.directory(), kept.diskImage());
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot replace the files of the lab host " + id + ": " + e, e);
        }
        keepRunning(id);
    }

    private void makeRunDirectory(LabFiles files) {
        for (Path socket :
                List.of(files.controlSocket(), files.engineSocket(), files.registrySocket(), files.namesSocket())) {
            int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LibcSocket.PATH_MAX) {
                throw new SystemFailure("the path of a socket has at most " + LibcSocket.PATH_MAX + " bytes, but "
                        + socket + " has " + length + ": choose a data directory with a shorter path");
            }
        }
        try {
            Files.createDirectories(files.run());
            Files.setPosixFilePermissions(files.run(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + files.run() + ": " + e, e);
        }
    }

    /** The run of a lab whose labd answers, and whose record fits. */
    Optional<Running> findRunning(LabId id) {
        LabFiles files = files(id);
        try (LabdClient labd = new LabdClient(files.controlSocket())) {
            if (Files.notExists(files.runRecord()) || !labd.isAlive()) {
                return Optional.empty();
            }
        }
        RunRecord run = Records.read(files.runRecord(), RunRecord.class);
        LabRecord lab = Records.read(files.record(), LabRecord.class);
        Cgroup cgroup = settings.cgroups().open(run.cgroupPaths());
        if (!cgroup.directories().isEmpty() && !cgroup.processes().contains((int) run.pid())) {
            return Optional.empty();
        }
        OldLayout.refuse(files);
        LabDisk disk = settings.disks().join(files.directory());
        LabRun.Place place = new LabRun.Place(files, UidRanges.base(lab.range()), cgroup, disk, lab.rootKind());
        return Optional.of(new Running(place, run.pid()));
    }

    /** Ends what is left of a run and removes everything that was only for it. */
    void sweep(LabId id) {
        LabFiles files = files(id);
        if (Files.exists(files.runRecord())) {
            try {
                RunRecord run = Records.read(files.runRecord(), RunRecord.class);
                settings.cgroups().open(run.cgroupPaths()).remove();
            } catch (EngineException e) {
                LOG.error("the last run of the lab host {} cannot be cleaned up: {}", id, e.getMessage());
            }
        }
        remover.remove(files.run());
    }

    /** Deletes everything of a lab that does not run; its ids are free again after its files are gone. */
    void delete(LabId id) {
        settings.disks().remove(files(id).directory());
        remover.remove(files(id).directory());
        ranges.releaseAll(id.value());
    }

    static String cgroupName(LabId id) {
        return "lab-" + id;
    }

    LabFiles files(LabId id) {
        return LabFiles.of(settings.data(), id);
    }

    private static List<String> names(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new SystemFailure("cannot list " + directory + ": " + e, e);
        }
    }

    /** A lab that runs. */
    record Running(LabRun.Place place, long pid) {}
}
