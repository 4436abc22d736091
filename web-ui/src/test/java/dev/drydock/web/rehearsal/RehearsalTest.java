package dev.drydock.web.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.event.Event;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.simulated.SimulatedLabHosts;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.web.engineapi.EngineServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {
    @TempDir
    private Path directory;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final EngineServer server = new EngineServer(InstantSource.system(), "0.1.0");
    private Noting labs;

    @BeforeEach
    void open() {
        server.start();
        labs = new Noting(new SimulatedLabHosts(directory, server, new RandomIds(), InstantSource.system(), scheduler));
    }

    @AfterEach
    void close() {
        server.close();
        scheduler.close();
    }

    @Test
    void runsContainersAndLeavesNothing() {
        Rehearsal rehearsal = new Rehearsal(labs, 2, 3);
        rehearsal.start();
        rehearsal.awaitEnd();

        assertThat(labs.started).hasSize(3);
        assertThat(labs.actions).filteredOn("exec_die"::equals).hasSize(3);
        // The sleeper beside the three is removed with the lab host.
        assertThat(labs.actions).filteredOn("destroy"::equals).hasSize(3);
        assertThat(labs.list()).isEmpty();
    }

    @Test
    void studentsWhoAreThereComeFirst() {
        LabId student = new LabId("student");
        labs.start(student);
        try (Rehearsal rehearsal = new Rehearsal(labs, 2, 3)) {
            rehearsal.start();
        }

        assertThat(labs.started).containsExactly(student);
    }

    @Test
    void endsEarlyWhenTheServerEnds() {
        Rehearsal rehearsal = new Rehearsal(labs, 2, Integer.MAX_VALUE);
        rehearsal.start();
        rehearsal.close();

        assertThat(labs.list()).isEmpty();
    }

    /** Notes what happens in lab hosts before they are removed. */
    private static final class Noting implements LabHosts {
        private final LabHosts labs;
        private final List<LabId> started = new ArrayList<>();
        private final List<String> actions = new ArrayList<>();

        Noting(LabHosts labs) {
            this.labs = labs;
        }

        @Override
        public LabHost start(LabId id) {
            started.add(id);
            return labs.start(id);
        }

        @Override
        public Optional<LabHost> find(LabId id) {
            return labs.find(id);
        }

        @Override
        public boolean isMade(LabId id) {
            return labs.isMade(id);
        }

        @Override
        public List<LabHost> list() {
            return labs.list();
        }

        @Override
        public void stop(LabId id) {
            labs.stop(id);
        }

        @Override
        public void remove(LabId id) {
            find(id).ifPresent(host ->
                    host.engine().view().events().stream().map(Event::action).forEach(actions::add));
            labs.remove(id);
        }
    }
}
