package dev.drydock.core.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.simulated.ManualScheduler;
import dev.drydock.core.simulated.SimulatedLabHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttendedLabHostsTest {
    private static final LabId ANNA = new LabId("anna");
    private static final LabId BEN = new LabId("ben");
    private static final LabRules TWO = new LabRules(2, Duration.ofHours(2));

    @TempDir
    private Path directory;

    private final ManualScheduler time = new ManualScheduler(Instant.parse("2026-03-01T08:00:00Z"));
    private final Map<LabId, Instant> clients = new ConcurrentHashMap<>();
    private LabHosts inner;
    private AttendedLabHosts labs;

    @BeforeEach
    void open() {
        inner = new SimulatedLabHosts(directory, new NoEndpoint(), new RandomIds(), time, time);
        labs = labs(TWO, MachineRoom.UNLIMITED);
    }

    private AttendedLabHosts labs(LabRules rules, MachineRoom room) {
        return new AttendedLabHosts(inner, rules, room, id -> Optional.ofNullable(clients.get(id)), time);
    }

    private List<LabId> running() {
        return inner.list().stream().map(LabHost::id).toList();
    }

    private void pass(Duration duration) {
        time.advance(duration);
        labs.endIdle();
    }

    private static Attachment terminal(LabHost lab) {
        return lab.openTerminal(new TerminalId(1), TerminalSize.UNKNOWN);
    }

    @Test
    void aLabHostHasNotMoreTerminalsThanThereMayBe() {
        LabHost lab = labs.start(ANNA);
        List<TerminalId> others =
                Stream.of("2", "logs", "watch").map(TerminalId::new).toList();
        others.forEach(each -> lab.openTerminal(each, TerminalSize.UNKNOWN));
        TerminalId fifth = new TerminalId("stats");

        assertThatThrownBy(() -> lab.openTerminal(fifth, TerminalSize.UNKNOWN))
                .isInstanceOfSatisfying(
                        NoRoom.class, full -> assertThat(full.reason()).isEqualTo(NoRoom.Reason.TERMINALS))
                .hasMessage("A lab host may have 4 terminals: close one before you open another");
        // The first has its place, whoever is there may be joined, and another lab host is another one.
        lab.openTerminal(TerminalId.FIRST, TerminalSize.UNKNOWN);
        others.forEach(each -> lab.openTerminal(each, TerminalSize.UNKNOWN));
        labs.start(BEN).openTerminal(fifth, TerminalSize.UNKNOWN);

        lab.closeTerminal(new TerminalId("logs"));
        lab.openTerminal(fifth, TerminalSize.UNKNOWN);
        assertThat(lab.terminals()).extracting(TerminalId::name).containsExactlyInAnyOrder("1", "2", "watch", "stats");
    }

    @Test
    void oneMoreThanTheRulesSayIsRefusedUntilOneIsFree() {
        labs.start(ANNA);
        labs.start(BEN);

        assertThatThrownBy(() -> labs.start(new LabId("carl")))
                .isInstanceOfSatisfying(
                        NoRoom.class, full -> assertThat(full.reason()).isEqualTo(NoRoom.Reason.LABS))
                .hasMessage("This server runs 2 lab hosts, as many as it may: try again when one is free");
        assertThat(labs.start(ANNA).id()).isEqualTo(ANNA);
        labs.stop(BEN);
        assertThat(labs.start(new LabId("carl")).id()).hasToString("carl");
    }

    /** Many who come at the same time are counted as well. */
    @Test
    void thoseThatStartAtTheSameTimeAreNotMoreThanTheRulesSay() throws Exception {
        List<Callable<Boolean>> starts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            LabId id = new LabId("lab" + i);
            starts.add(() -> {
                labs.start(id);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long admitted = threads.invokeAll(starts).stream()
                    .filter(start -> start.state() == Future.State.SUCCESS)
                    .count();

            assertThat(admitted).isEqualTo(2);
        }
        assertThat(running()).hasSize(2);
    }

    @Test
    void aFullMachineRefusesOnlyThoseThatDoNotRun() {
        labs.start(ANNA);
        AttendedLabHosts full = labs(TWO, () -> {
            throw new NoRoom(NoRoom.Reason.DISK, "full");
        });

        assertThat(full.start(ANNA).id()).isEqualTo(ANNA);
        assertThatThrownBy(() -> full.start(BEN)).isInstanceOf(NoRoom.class).hasMessage("full");
        assertThat(running()).containsExactly(ANNA);
    }

    @Test
    void oneThatNobodyUsesIsEnded() {
        labs.start(ANNA);
        pass(Duration.ofMinutes(119));
        assertThat(running()).containsExactly(ANNA);
        labs.start(BEN);

        pass(Duration.ofMinutes(2));

        assertThat(running()).containsExactly(BEN);
    }

    @Test
    void anOpenTerminalKeepsItAndItsEndBeginsTheTime() {
        Attachment terminal = terminal(labs.start(ANNA));
        pass(Duration.ofDays(1));
        assertThat(running()).containsExactly(ANNA);

        terminal.close();
        terminal.close();

        pass(Duration.ofMinutes(119));
        assertThat(running()).containsExactly(ANNA);
        pass(Duration.ofMinutes(2));
        assertThat(running()).isEmpty();
    }

    /** Unlike those of a lab host that was stopped. */
    @Test
    void whoComesBackFindsTheContainersRunning() {
        Containers containers = labs.start(ANNA).engine().containers();
        LabSnapshotsContract.create(containers, "web", HostConfig.DEFAULT, "sleep", "100000");
        containers.start("web");

        pass(Duration.ofHours(3));
        assertThat(running()).isEmpty();

        assertThat(labs.start(ANNA).engine().containers().find("web").isRunning())
                .isTrue();
        labs.stop(ANNA);
        assertThat(labs.start(ANNA).engine().containers().find("web").isRunning())
                .isFalse();
    }

    @Test
    void aTerminalClosedTwiceIsCountedOnce() {
        LabHost lab = labs.start(ANNA);
        Attachment first = terminal(lab);
        Attachment second = terminal(labs.find(ANNA).orElseThrow());
        first.close();
        first.close();

        pass(Duration.ofDays(1));

        assertThat(running()).containsExactly(ANNA);
        second.close();
    }

    @Test
    void aClientOfItsEngineKeepsIt() {
        labs.start(ANNA);
        time.advance(Duration.ofHours(3));
        clients.put(ANNA, time.instant().minus(Duration.ofMinutes(119)));
        labs.endIdle();
        assertThat(running()).containsExactly(ANNA);

        pass(Duration.ofMinutes(2));

        assertThat(running()).isEmpty();
    }

    @Test
    void oneThatCannotBeAskedDoesNotKeepTheOthers() {
        labs = new AttendedLabHosts(
                inner,
                TWO,
                MachineRoom.UNLIMITED,
                id -> {
                    if (id.equals(ANNA)) {
                        throw new EngineException.Unavailable("gone");
                    }
                    return Optional.empty();
                },
                time);
        labs.start(ANNA);
        labs.start(BEN);

        pass(Duration.ofHours(3));

        assertThat(running()).containsExactly(ANNA);
    }

    @Test
    void aStudentHasOnlyAsManyAsTheRulesSay() {
        labs = labs(new LabRules(9, 2, Duration.ofHours(2)), MachineRoom.UNLIMITED);
        labs.start(ANNA);
        labs.start(ANNA.host(2));

        assertThatThrownBy(() -> labs.start(ANNA.host(3)))
                .isInstanceOfSatisfying(
                        NoRoom.class, full -> assertThat(full.reason()).isEqualTo(NoRoom.Reason.HOSTS))
                .hasMessage("A student may have 2 lab hosts: remove one before you add another");
        assertThat(labs.isMade(ANNA.host(3))).isFalse();
        assertThat(labs.start(BEN.host(2)).id()).hasToString("ben.2");
    }

    /** Somebody works on the second and needs what runs on the first. */
    @Test
    void thoseOfOneStudentAreInUseAndEndTogether() {
        labs = labs(new LabRules(9, Duration.ofHours(2)), MachineRoom.UNLIMITED);
        labs.start(ANNA);
        labs.start(BEN);
        Attachment terminal = terminal(labs.start(ANNA.host(2)));
        pass(Duration.ofHours(3));
        assertThat(running()).containsExactly(ANNA, ANNA.host(2));

        terminal.close();
        pass(Duration.ofHours(3));

        assertThat(running()).isEmpty();
        assertThat(labs.isMade(ANNA.host(2))).isTrue();
    }

    @Test
    void aClientOfTheSecondKeepsTheFirst() {
        labs = labs(new LabRules(9, Duration.ofHours(2)), MachineRoom.UNLIMITED);
        labs.start(ANNA);
        labs.start(ANNA.host(2));
        time.advance(Duration.ofHours(3));
        clients.put(ANNA.host(2), time.instant());

        labs.endIdle();

        assertThat(running()).containsExactly(ANNA, ANNA.host(2));
    }

    @Test
    void oneThatIsRemovedLeavesTheOthersAndTheirUsers() {
        labs = labs(new LabRules(9, Duration.ofHours(2)), MachineRoom.UNLIMITED);
        terminal(labs.start(ANNA));
        labs.start(ANNA.host(2));

        labs.remove(ANNA.host(2));
        pass(Duration.ofHours(3));

        assertThat(running()).containsExactly(ANNA);
        assertThat(labs.isMade(ANNA.host(2))).isFalse();
    }

    @Test
    void withTheFirstTheOthersAreRemoved() {
        labs = labs(new LabRules(9, Duration.ofHours(2)), MachineRoom.UNLIMITED);
        labs.start(ANNA);
        labs.start(ANNA.host(2));
        labs.stop(ANNA.host(2));

        labs.remove(ANNA);

        assertThat(running()).isEmpty();
        assertThat(labs.isMade(ANNA)).isFalse();
        assertThat(labs.isMade(ANNA.host(2))).isFalse();
    }

    @Test
    void itIsLookedForAgainAndAgain() {
        labs.start(ANNA);
        try (IdleWatch watch = new IdleWatch(labs, TWO, time)) {
            watch.start();
            assertThat(time.pending()).containsExactly(Duration.ofMinutes(1));
            time.advance(Duration.ofMinutes(122));
            assertThat(running()).isEmpty();
            labs.start(BEN);
            time.advance(Duration.ofMinutes(122));
            assertThat(running()).isEmpty();
        }
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void withoutATimeNothingIsEnded() {
        LabRules never = new LabRules(2, Duration.ZERO);
        labs = labs(never, MachineRoom.UNLIMITED);
        labs.start(ANNA);
        try (IdleWatch watch = new IdleWatch(labs, never, time)) {
            watch.start();
            assertThat(time.pending()).isEmpty();
        }

        pass(Duration.ofDays(1000));

        assertThat(running()).containsExactly(ANNA);
    }

    /** Nobody connects to these engines. */
    private static final class NoEndpoint implements EngineEndpoint {
        @Override
        public void open(LabId lab, Path socket, Engine engine) {}

        @Override
        public void close(LabId lab) {}
    }
}
