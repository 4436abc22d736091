package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.ProcessState;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StartedProcess;
import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process id: its streams, and the run it has, had, or will have. */
final class SimulatedSlot {
    private static final int SIGNAL_BASE = 128;
    private final Monitor monitor = new Monitor();
    private final InstantSource clock;
    private final SimulatedStreams streams;
    private final @Nullable ContainerId container;
    private @Nullable SimulatedTask task;
    private ProcessState state = new ProcessState.NotStarted();

    SimulatedSlot(InstantSource clock) {
        this(clock, null);
    }

    /** @param container that it was added to, null for a PID 1 */
    SimulatedSlot(InstantSource clock, @Nullable ContainerId container) {
        this.clock = clock;
        this.container = container;
        streams = new SimulatedStreams(monitor, clock);
    }

    SimulatedStreams streams() {
        return streams;
    }

    boolean isOf(ContainerId id) {
        return id.equals(container);
    }

    ProcessState state() {
        return monitor.locked(() -> state);
    }

    boolean isRunning() {
        return state() instanceof ProcessState.Running;
    }

    /** @param whenEnded called on the process's own thread */
    StartedProcess start(Program program, ProcessSpec spec, int pid, Consumer<ExitStatus> whenEnded) {
        StartedProcess started = new StartedProcess(pid, clock.instant());
        SimulatedTask running = new SimulatedTask(spec, pid, streams);
        monitor.locked(() -> {
            if (state instanceof ProcessState.Running) {
                throw new EngineException.Conflict("the process runs already");
            }
            begin(running, started.startedAt());
        });
        Thread.ofVirtual().name("simulated-" + pid).start(() -> run(program, running, whenEnded));
        return started;
    }

    private void begin(SimulatedTask running, Instant startedAt) {
        ProcessSpec spec = running.spec();
        state = new ProcessState.Running(running.pid(), startedAt);
        task = running;
        streams.begin(spec.terminal() ? new LineDiscipline(running::signal) : null, spec.openInput());
    }

    private void run(Program program, SimulatedTask running, Consumer<ExitStatus> whenEnded) {
        ExitStatus status = new ExitStatus(execute(program, running), false, clock.instant());
        monitor.change(() -> {
            state = new ProcessState.Ended(status);
            streams.end();
        });
        whenEnded.accept(status);
    }

    private static int execute(Program program, SimulatedTask running) {
        try {
            return program.run(new SimulatedProcess(running));
        } catch (SimulatedTask.Killed e) {
            return SIGNAL_BASE + e.number();
        }
    }

    /** What {@code ps} would show of it while it runs. */
    Optional<ContainerProcess> process() {
        return monitor.locked(() -> task != null && state instanceof ProcessState.Running(int pid, Instant since)
                ? Optional.of(describe(pid, since, task.spec()))
                : Optional.empty());
    }

    private static ContainerProcess describe(int pid, Instant since, ProcessSpec spec) {
        String terminal = spec.terminal() ? "pts/0" : "?";
        List<String> arguments = spec.arguments();
        return new ContainerProcess(
                pid, 1, 0, "S", terminal, since, Duration.ZERO, 0, 0, arguments.getFirst(), arguments);
    }

    void signal(Signal signal) {
        monitor.locked(() -> {
            if (task != null) {
                task.signal(signal);
            }
        });
    }

    void setFrozen(boolean frozen) {
        monitor.locked(() -> {
            if (task != null) {
                task.setFrozen(frozen);
            }
        });
    }
}
