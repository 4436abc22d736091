package dev.drydock.core.simulated;

import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.labhost.SnapshotName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Snapshots on the heap; each counts as one byte. */
final class SimulatedLabSnapshots implements LabSnapshots {
    private final SimulatedLabHosts hosts;
    private final SnapshotLimits limits;
    private final InstantSource clock;
    private final Map<LabId, SequencedMap<SnapshotName, Kept>> kept = new HashMap<>();

    SimulatedLabSnapshots(SimulatedLabHosts hosts, SnapshotLimits limits, InstantSource clock) {
        this.hosts = hosts;
        this.limits = limits;
        this.clock = clock;
    }

    private record Kept(LabSnapshot snapshot, Map<LabId, SimulatedLab> labs) {}

    private SequencedMap<SnapshotName, Kept> of(LabId student) {
        return kept.computeIfAbsent(student, _ -> new LinkedHashMap<>());
    }

    private Stream<LabId> made(LabId student) {
        return IntStream.rangeClosed(1, LabId.LAST).mapToObj(student::host).filter(hosts::isMade);
    }

    @Override
    public synchronized LabSnapshot take(LabId student, SnapshotName name) {
        forgetRemoved(student);
        SequencedMap<SnapshotName, Kept> mine = of(student);
        Kept there = mine.get(name);
        if (there != null) {
            return there.snapshot();
        }
        if (!hosts.isMade(student)) {
            throw new NotFound("the student has no lab host");
        }
        Map<LabId, SimulatedLab> labs = new HashMap<>();
        made(student).forEach(id -> labs.put(id, hosts.lab(id).copy()));
        labs.values().forEach(SimulatedLab::runAgain);
        List<Integer> numbers =
                labs.keySet().stream().map(LabId::number).sorted().toList();
        Kept fresh = new Kept(new LabSnapshot(name, clock.instant(), 1, numbers), labs);
        while (mine.size() >= limits.most() || mine.size() + 1 > limits.bytesOfAll()) {
            mine.pollFirstEntry();
        }
        mine.put(name, fresh);
        return fresh.snapshot();
    }

    /** Snapshots go with the first lab host. */
    private void forgetRemoved(LabId student) {
        if (!hosts.isMade(student)) {
            kept.remove(student);
        }
    }

    @Override
    public synchronized List<LabSnapshot> list(LabId student) {
        forgetRemoved(student);
        return of(student).values().stream().map(Kept::snapshot).toList();
    }

    @Override
    public synchronized void restore(LabId student, SnapshotName name) {
        forgetRemoved(student);
        Kept wanted = Optional.ofNullable(of(student).get(name))
                .orElseThrow(() -> new NotFound("there is no snapshot " + name));
        made(student).filter(id -> !wanted.labs().containsKey(id)).toList().forEach(hosts::remove);
        wanted.labs().forEach((id, lab) -> hosts.replace(id, lab.copy()));
    }

    @Override
    public synchronized void remove(LabId student, SnapshotName name) {
        of(student).remove(name);
    }
}
