package dev.drydock.core.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.error.EngineException.NotFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What all snapshots of lab hosts do. */
public abstract class LabSnapshotsContract {
    protected static final LabId ANNA = new LabId("anna");
    /** Two of at most so many bytes that a new lab host is small enough. */
    protected static final SnapshotLimits TWO = new SnapshotLimits(2, 64 << 20, 128 << 20);

    protected static final SnapshotName ONE = new SnapshotName("lesson.one");
    private static final SnapshotName OTHER = new SnapshotName("lesson.two");
    private static final SnapshotName THIRD = new SnapshotName("lesson.three");

    /** Lab hosts whose labs have the image busybox. */
    protected abstract LabHosts hosts();

    /** Of these lab hosts, with the limits {@link #TWO}. */
    protected abstract LabSnapshots snapshots();

    private Containers containers(int number) {
        return hosts().start(ANNA.host(number)).engine().containers();
    }

    private Containers containers() {
        return containers(1);
    }

    protected static Container create(Containers containers, String name, HostConfig host, String... command) {
        return containers.create(
                Optional.of(name),
                new ContainerConfig(
                        "busybox",
                        "",
                        "",
                        "",
                        ContainerConfig.Streams.NONE,
                        List.of(command),
                        List.of(),
                        List.of(),
                        "",
                        List.of(),
                        Map.of(),
                        "",
                        Optional.empty()),
                host);
    }

    private static void sleeper(Containers containers, String name, HostConfig host) {
        create(containers, name, host, "sleep", "100000");
        containers.start(name);
    }

    /** Their names and states. */
    private static Map<String, String> states(Containers containers) {
        return containers.list(ContainerFilter.ALL).stream()
                .collect(Collectors.toMap(
                        Container::name, container -> container.state().word()));
    }

    @Test
    void whatWasThereComesBackAndRunsAgain() {
        Containers before = containers();
        sleeper(before, "runs", HostConfig.DEFAULT);
        sleeper(before, "passes", HostConfig.DEFAULT.withAutoRemove(true));
        sleeper(before, "paused", HostConfig.DEFAULT);
        before.pause("paused");
        sleeper(before, "stopped", HostConfig.DEFAULT);
        before.kill("stopped", "KILL");
        before.await("stopped", WaitCondition.NOT_RUNNING).join();
        create(before, "created", HostConfig.DEFAULT, "true");
        Map<String, String> states = states(before);
        assertThat(states)
                .isEqualTo(Map.of(
                        "runs", "running",
                        "passes", "running",
                        "paused", "paused",
                        "stopped", "exited",
                        "created", "created"));

        LabSnapshot snapshot = snapshots().take(ANNA, ONE);
        assertThat(states(before)).isEqualTo(states);
        for (String name : states.keySet()) {
            before.remove(name, true, false);
        }
        sleeper(before, "later", HostConfig.DEFAULT);
        snapshots().restore(ANNA, ONE);

        assertThat(hosts().find(ANNA)).isEmpty();
        assertThat(states(containers())).isEqualTo(states);
        assertThat(snapshots().list(ANNA)).containsExactly(snapshot);
        assertThat(snapshot.hosts()).containsExactly(1);
    }

    /** It is not used up. */
    @Test
    void itComesBackAsOftenAsItIsAskedFor() {
        sleeper(containers(), "web", HostConfig.DEFAULT);
        snapshots().take(ANNA, ONE);
        for (int i = 0; i < 3; i++) {
            snapshots().restore(ANNA, ONE);
            assertThat(states(containers())).isEqualTo(Map.of("web", "running"));
            containers().remove("web", true, false);
        }
    }

    @Test
    void whatWasKeptFirstUnderANameStays() {
        create(containers(), "first", HostConfig.DEFAULT, "true");
        LabSnapshot first = snapshots().take(ANNA, ONE);
        create(containers(), "second", HostConfig.DEFAULT, "true");

        assertThat(snapshots().take(ANNA, ONE)).isEqualTo(first);
        snapshots().restore(ANNA, ONE);
        assertThat(states(containers())).containsOnlyKeys("first");
    }

    @Test
    void allLabHostsOfTheStudentComeBackTogether() {
        sleeper(containers(1), "on-first", HostConfig.DEFAULT);
        sleeper(containers(2), "on-second", HostConfig.DEFAULT);
        LabSnapshot snapshot = snapshots().take(ANNA, ONE);
        containers(1).remove("on-first", true, false);
        hosts().remove(ANNA.host(2));
        sleeper(containers(3), "on-third", HostConfig.DEFAULT);

        snapshots().restore(ANNA, ONE);

        assertThat(snapshot.hosts()).containsExactly(1, 2);
        assertThat(hosts().isMade(ANNA.host(3))).isFalse();
        assertThat(states(containers(1))).isEqualTo(Map.of("on-first", "running"));
        assertThat(states(containers(2))).isEqualTo(Map.of("on-second", "running"));
    }

    @Test
    void oneThatDoesNotRunIsKept() {
        create(containers(), "web", HostConfig.DEFAULT, "true");
        hosts().stop(ANNA);
        snapshots().take(ANNA, ONE);
        assertThat(hosts().find(ANNA)).isEmpty();
        containers().remove("web", true, false);

        snapshots().restore(ANNA, ONE);

        assertThat(states(containers())).isEqualTo(Map.of("web", "created"));
    }

    @Test
    void theOldestGoesForANewOne() {
        containers();
        LabSnapshots snapshots = snapshots();
        snapshots.take(ANNA, ONE);
        LabSnapshot other = snapshots.take(ANNA, OTHER);
        LabSnapshot third = snapshots.take(ANNA, THIRD);

        assertThat(snapshots.list(ANNA)).containsExactly(other, third);
        assertThatThrownBy(() -> snapshots.restore(ANNA, ONE)).isInstanceOf(NotFound.class);
        assertThat(hosts().find(ANNA)).as("a restore that cannot be").isPresent();
        snapshots.remove(ANNA, OTHER);
        snapshots.remove(ANNA, ONE);
        assertThat(snapshots.list(ANNA)).containsExactly(third);
    }

    @Test
    void theyGoWithTheLabHost() {
        containers();
        snapshots().take(ANNA, ONE);
        hosts().remove(ANNA);

        assertThat(snapshots().list(ANNA)).isEmpty();
        assertThatThrownBy(() -> snapshots().take(ANNA, ONE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots().restore(ANNA, ONE)).isInstanceOf(NotFound.class);
        containers();
        assertThat(snapshots().list(ANNA)).isEmpty();
    }

    /** Without any snapshot. */
    @Test
    void whatIsSuspendedGoesOnAtTheNextStart() {
        sleeper(containers(), "web", HostConfig.DEFAULT);
        sleeper(containers(), "passes", HostConfig.DEFAULT.withAutoRemove(true));

        hosts().suspend(ANNA);
        assertThat(hosts().find(ANNA)).isEmpty();
        assertThat(states(containers())).isEqualTo(Map.of("web", "running", "passes", "running"));

        hosts().stop(ANNA);
        assertThat(states(containers())).isEqualTo(Map.of("web", "exited"));
    }
}
