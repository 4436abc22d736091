package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.labhost.SnapshotName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A lab host that is kept and put back: a container that runs is in the snapshot, another one is made after it. */
final class OtherLab {
    private static final SnapshotName NAME = new SnapshotName("kept");
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private OtherLab() {}

    static LabSnapshots snapshots(LinuxLabHosts hosts) {
        return hosts.snapshots(new SnapshotLimits(2, 64 << 20, 64 << 20), MachineRoom.UNLIMITED, Clock.systemUTC());
    }

    private static Containers containers(LinuxLabHosts hosts) {
        return hosts.start(CrashIT.OTHER).engine().containers();
    }

    static void keep(LinuxLabHosts hosts) {
        Containers containers = containers(hosts);
        containers.create(Optional.of(BEFORE), Runs.config("busybox", "sleep", "100000"), HostConfig.DEFAULT);
        containers.start(BEFORE);
        snapshots(hosts).take(CrashIT.OTHER, NAME);
        containers.create(Optional.of(AFTER), Runs.config("busybox", "true"), HostConfig.DEFAULT);
    }

    static void restore(LinuxLabHosts hosts) {
        snapshots(hosts).restore(CrashIT.OTHER, NAME);
        containers(hosts);
    }

    /** It is as it was before what the server did last, or as it is after that. */
    static void assertOldOrNew(LinuxLabHosts hosts, Path data, Outcome outcome) throws IOException {
        Path lab = data.resolve("labs/other");
        assertThat(Listing.files(lab)).noneMatch(name -> name.startsWith("restoring"));
        Set<String> kept = Set.copyOf(snapshots(hosts).list(CrashIT.OTHER).stream()
                .map(LabSnapshot::name)
                .map(SnapshotName::value)
                .toList());
        assertThat(Listing.files(lab.resolve("snapshots"))).isEqualTo(kept);
        if (outcome.isDone("keep")) {
            assertThat(kept).containsExactly(NAME.value());
        }
        Set<String> names = containers(hosts).list(ContainerFilter.ALL).stream()
                .map(container -> container.name())
                .collect(Collectors.toSet());
        if (outcome.isDone("restore")) {
            assertThat(names).containsExactly(BEFORE);
            assertThat(containers(hosts).find(BEFORE).isRunning()).isTrue();
        } else if (outcome.isBegun("restore")) {
            assertThat(names).isIn(List.of(Set.of(BEFORE), Set.of(BEFORE, AFTER)));
            if (!names.contains(AFTER)) {
                assertThat(containers(hosts).find(BEFORE).isRunning()).isTrue();
            }
        } else if (!kept.isEmpty()) {
            assertThat(containers(hosts).find(BEFORE).isRunning()).isTrue();
            restore(hosts);
            assertThat(containers(hosts).find(BEFORE).isRunning()).isTrue();
        }
    }
}
