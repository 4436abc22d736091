package dev.drydock.core.simulated;

import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StreamType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running simulated process, as its program sees it. Any method may end with an exception when a signal ends it. */
public final class SimulatedProcess {
    private final SimulatedTask task;
    private final List<String> arguments;
    private final StreamType output;

    SimulatedProcess(SimulatedTask task) {
        this(task, task.spec().arguments(), StreamType.STDOUT);
    }

    private SimulatedProcess(SimulatedTask task, List<String> arguments, StreamType output) {
        this.task = task;
        this.arguments = List.copyOf(arguments);
        this.output = output;
    }

    /** The same process with other arguments, for a command of a shell. */
    SimulatedProcess as(List<String> command, StreamType stream) {
        return new SimulatedProcess(task, command, stream);
    }

    public int pid() {
        return task.pid();
    }

    /** The program's name and its arguments. */
    public List<String> arguments() {
        return arguments;
    }

    /** Entries {@code NAME=value}. */
    public List<String> environment() {
        return task.spec().environment();
    }

    public Optional<String> environment(String name) {
        return environment().stream()
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }

    public boolean hasTerminal() {
        return task.spec().terminal();
    }

    public void print(String text) {
        task.write(output, text.getBytes(StandardCharsets.UTF_8));
    }

    public void printError(String text) {
        task.write(StreamType.STDERR, text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) {
        task.write(output, bytes);
    }

    /** Some of the input, waiting for it; empty at its end. */
    public byte[] read() {
        return task.read();
    }

    /** The next line of the input without its line break; empty at the end of the input. */
    public Optional<String> readLine() {
        return task.readLine();
    }

    /** Lets real time pass. */
    public void sleep(Duration time) {
        task.sleep(time);
    }

    /** From now on this signal does nothing; SIGKILL cannot be ignored. */
    public void ignore(Signal signal) {
        task.ignore(signal);
    }

    /** A shell goes on after Ctrl-C; returns whether that was the signal. */
    boolean survivesInterrupt(SimulatedTask.Killed killed) {
        return task.survivesInterrupt(killed);
    }
}
