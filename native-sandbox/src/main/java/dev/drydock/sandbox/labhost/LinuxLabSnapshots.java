package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.labhost.SnapshotName;
import dev.drydock.sandbox.disk.DiskCopy;
import dev.drydock.sandbox.disk.LabDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as copies of disks and of the engines' files. Disks are copied twice: first while the lab hosts go on, then, while
 * nothing is written to any of them, what has changed since.
 */
final class LinuxLabSnapshots implements LabSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxLabSnapshots.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long MEBIBYTE = 1L << 20;

    private final LinuxLabHosts hosts;
    private final LabStore labs;
    private final SnapshotStore snapshots;
    private final LabSettings settings;
    private final SnapshotLimits limits;
    private final MachineRoom room;
    private final InstantSource clock;

    LinuxLabSnapshots(LinuxLabHosts hosts, LabStore labs, LabSettings settings, Rules rules) {
        this.hosts = hosts;
        this.labs = labs;
        this.snapshots = labs.snapshots();
        this.settings = settings;
        this.limits = rules.limits();
        this.room = rules.room();
        this.clock = rules.clock();
    }

    /** @param room asked before each snapshot */
    record Rules(SnapshotLimits limits, MachineRoom room, InstantSource clock) {}

    @Override
    public LabSnapshot take(LabId student, SnapshotName name) {
        return hosts.together(student, () -> {
            if (snapshots.exists(student, name)) {
                return snapshots.read(student, name).snapshot();
            }
            List<LabId> all = hosts.made(student);
            if (!all.contains(student.first())) {
                throw new NotFound("the student has no lab host");
            }
            room.require();
            return take(student, name, all);
        });
    }

    @SuppressWarnings("IllegalCatch") // whatever failed, nothing is left, and the failure goes on
    private LabSnapshot take(LabId student, SnapshotName name, List<LabId> all) {
        Path fresh = snapshots.begin(student);
        try {
            copy(all, fresh);
            SnapshotRecord record = new SnapshotRecord(
                    SnapshotRecord.VERSION,
                    name.value(),
                    clock.instant(),
                    SnapshotStore.bytes(fresh),
                    all.stream()
                            .map(id -> new SnapshotRecord.Host(id.number(), labs.root(id)))
                            .toList());
            makeRoom(student, record.bytes());
            snapshots.commit(student, fresh, record);
            return record.snapshot();
        } catch (RuntimeException e) {
            snapshots.discard(fresh);
            throw e;
        }
    }

    private void copy(List<LabId> all, Path fresh) {
        try (Disks disks = new Disks()) {
            all.forEach(id -> disks.open(id, SnapshotStore.part(fresh, id)));
            disks.requireSmall();
            disks.copies.forEach(DiskCopy::prepare);
            Map<Path, Path> files = new LinkedHashMap<>();
            for (LabId id : all) {
                files.put(labs.files(id).engine(), SnapshotStore.part(fresh, id).engine());
                files.put(labs.files(id).layers(), SnapshotStore.part(fresh, id).layers());
            }
            try (StillDisks still =
                    LabdProgram.unpack(settings.data().resolve("bin")).keepStill(disks.roots, PATIENCE)) {
                EngineFiles.copy(files);
                disks.copies.forEach(DiskCopy::complete);
                LOG.info(
                        "a snapshot of {} is kept: its disks were still for {} ms",
                        all.getFirst(),
                        still.end().toMillis());
            }
            disks.copies.forEach(DiskCopy::settle);
        }
    }

    /** The disks of all lab hosts, and their copies. */
    private final class Disks implements AutoCloseable {
        private final Deque<Runnable> open = new ArrayDeque<>();
        private final List<Path> roots = new ArrayList<>();
        private final List<DiskCopy> copies = new ArrayList<>();

        void open(LabId id, LabFiles part) {
            SnapshotStore.make(part.directory());
            Optional<LabRun> run = hosts.run(id);
            LabDisk disk = run.map(LabRun::disk)
                    .orElseGet(() -> settings.disks().open(labs.files(id).directory()));
            if (run.isEmpty()) {
                open.push(disk::close);
            }
            DiskCopy copy = disk.copyTo(part.diskImage());
            open.push(copy::close);
            roots.add(disk.root());
            copies.add(copy);
        }

        void requireSmall() {
            long bytes = copies.stream().mapToLong(DiskCopy::bytes).sum();
            if (bytes > limits.bytesOfOne()) {
                throw new Unavailable("The lab hosts have " + bytes / MEBIBYTE + " MB, and a snapshot may have "
                        + limits.bytesOfOne() / MEBIBYTE + " MB");
            }
        }

        @Override
        public void close() {
            while (!open.isEmpty()) {
                open.pop().run();
            }
        }
    }

    private void makeRoom(LabId student, long bytes) {
        Deque<LabSnapshot> old = new ArrayDeque<>(snapshots.list(student));
        long kept = old.stream().mapToLong(LabSnapshot::bytes).sum();
        while (!old.isEmpty() && (old.size() >= limits.most() || kept + bytes > limits.bytesOfAll())) {
            LabSnapshot oldest = old.pop();
            kept -= oldest.bytes();
            snapshots.remove(student, oldest.name());
        }
    }

    @Override
    public List<LabSnapshot> list(LabId student) {
        return snapshots.list(student.first());
    }

    @Override
    public void restore(LabId student, SnapshotName name) {
        hosts.together(student, () -> {
            SnapshotRecord record = snapshots.read(student, name);
            room.require();
            snapshots.stage(student, record);
            hosts.endAll(student);
            snapshots.decide(student);
            snapshots.putBack(student);
            return record;
        });
    }

    @Override
    public void remove(LabId student, SnapshotName name) {
        hosts.together(student, () -> {
            snapshots.remove(student, name);
            return name;
        });
    }
}
