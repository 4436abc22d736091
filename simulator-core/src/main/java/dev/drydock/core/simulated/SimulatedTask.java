package dev.drydock.core.simulated;

import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** State of one simulated process: signals, and the operations that a signal ends. */
final class SimulatedTask {
    /** Signals whose default action is not to end the process: CHLD, CONT, URG, WINCH. */
    private static final Set<Integer> HARMLESS = Set.of(17, 18, 23, 28);

    private static final int INTERRUPT = 2;
    private static final int READ_SIZE = 1 << 14;
    private final ProcessSpec spec;
    private final int pid;
    private final SimulatedStreams streams;
    private final Monitor monitor;
    private final Set<Integer> ignored = new HashSet<>();
    private final Deque<Byte> line = new ArrayDeque<>();
    private @Nullable Signal deadly;
    private boolean frozen;

    SimulatedTask(ProcessSpec spec, int pid, SimulatedStreams streams) {
        this.spec = spec;
        this.pid = pid;
        this.streams = streams;
        this.monitor = streams.monitor();
    }

    /** A deadly signal arrived. */
    static final class Killed extends RuntimeException {
        private final int number;

        Killed(Signal signal) {
            super("killed by signal " + signal.number(), null, false, false);
            number = signal.number();
        }

        int number() {
            return number;
        }
    }

    ProcessSpec spec() {
        return spec;
    }

    int pid() {
        return pid;
    }

    void write(StreamType stream, byte[] bytes) {
        monitor.locked(() -> {
            checkpoint();
            streams.write(stream, bytes, this::isInterrupted);
            checkpoint();
        });
    }

    /** Some of the input, waiting for it; empty at its end. */
    byte[] read() {
        return monitor.locked(() -> {
            monitor.awaitUntil(() -> isInterrupted() || streams.hasInput() || streams.isInputClosed());
            checkpoint();
            byte[] bytes = streams.takeInput(READ_SIZE);
            if (bytes.length == 0 && streams.hasTerminal()) {
                // The end of a terminal's input is one event, not a state.
                streams.reopenInput();
            }
            monitor.change(() -> {});
            return bytes;
        });
    }

    /** The next line of the input without its line break; empty at the end of the input. */
    Optional<String> readLine() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            while (!line.isEmpty()) {
                byte b = line.removeFirst();
                if (b == '\n') {
                    return Optional.of(text.toString(StandardCharsets.UTF_8));
                }
                text.write(b);
            }
            byte[] more = read();
            if (more.length == 0) {
                return text.size() == 0 ? Optional.empty() : Optional.of(text.toString(StandardCharsets.UTF_8));
            }
            for (byte b : more) {
                line.addLast(b);
            }
        }
    }

    /** Lets real time pass. */
    void sleep(Duration time) {
        monitor.locked(() -> {
            monitor.awaitUntil(this::isInterrupted, time.toNanos());
            checkpoint();
        });
    }

    /** From now on this signal does nothing; SIGKILL cannot be ignored. */
    void ignore(Signal signal) {
        monitor.locked(() -> ignored.add(signal.number()));
    }

    private boolean isInterrupted() {
        return deadly != null && !frozen;
    }

    private void checkpoint() {
        monitor.awaitUntil(() -> !frozen);
        Signal signal = deadly;
        if (signal != null) {
            throw new Killed(signal);
        }
    }

    void signal(Signal signal) {
        monitor.change(() -> {
            boolean isIgnored = ignored.contains(signal.number()) && !signal.equals(Signal.KILL);
            if (!isIgnored && !HARMLESS.contains(signal.number())) {
                deadly = signal;
            }
        });
    }

    /** A shell goes on after Ctrl-C; returns whether that was the signal. */
    boolean survivesInterrupt(Killed killed) {
        if (killed.number() != INTERRUPT || !spec.terminal()) {
            return false;
        }
        monitor.locked(() -> {
            deadly = null;
            line.clear();
        });
        return true;
    }

    void setFrozen(boolean isFrozen) {
        monitor.change(() -> frozen = isFrozen);
    }
}
