package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ExecId;
import dev.drydock.core.container.ExitListener;
import dev.drydock.core.container.ProcessId;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.ProcessState;
import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StartedProcess;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.Conflict;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.labd.ExitReport;
import dev.drydock.sandbox.labd.ExitWatch;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.labd.Times;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.storage.LabMounts;
import dev.drydock.sandbox.storage.LinuxWritableLayers;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the containers of one lab through its labd. Closing it ends nothing but the listening for ends. */
public final class LinuxRuntime implements ContainerRuntime, AutoCloseable {
    private final LabdClient labd;
    private final LabMounts mounts;
    private final LinuxWritableLayers layers;
    private final ProcessFiles files;
    private final Cgroup cgroup;
    private final Runnable lost;
    private final Requests requests = new Requests();
    private final OutOfMemory outOfMemory;
    private @Nullable ExitWatch watch;

    /** @param parts what the runtime of a lab works with */
    public LinuxRuntime(LabParts parts) {
        this.labd = parts.labd();
        this.mounts = parts.mounts();
        this.layers = parts.layers();
        this.files = parts.processFiles();
        this.cgroup = parts.cgroup();
        this.lost = parts.lost();
        this.outOfMemory = new OutOfMemory(cgroup);
    }

    @Override
    public void create(ContainerId id) {
        String name = ProcessNames.of(id);
        try (Descriptor log = files.openLog(name)) {
            Fields fields = new Fields().text(Tag.ID, name).longNumber(Tag.CAP, ProcessFiles.LOG_LIMIT);
            call(FrameType.OPEN, fields, List.of(log));
        }
    }

    @Override
    public StartedProcess start(RuntimeSpec spec) {
        String name = ProcessNames.of(spec.id());
        Confinement confinement = Confinement.of(spec.security());
        Fields fields = requests.container(name, spec, confinement);
        confinement.save(files.confinement(name));
        try (Descriptor root = mounts.containerRoot(layers, spec.id())) {
            return started(call(FrameType.START, fields, List.of(root)));
        }
    }

    @Override
    public StartedProcess exec(ContainerId container, ExecId id, ProcessSpec process) {
        String name = ProcessNames.of(id);
        Confinement confinement = Confinement.load(files.confinement(ProcessNames.of(container)));
        Fields fields = requests.process(name, process, confinement, false)
                .text(Tag.CONTAINER, ProcessNames.of(container))
                .longNumber(Tag.CAP, ProcessFiles.LOG_LIMIT);
        try (Descriptor log = files.openLog(name)) {
            return started(call(FrameType.EXEC, fields, List.of(log)));
        }
    }

    @Override
    public void kill(ProcessId process, Signal signal) {
        String name = ProcessNames.of(process);
        Fields fields = new Fields().text(Tag.ID, name).number(Tag.SIGNO, signal.number());
        try {
            labd.call(FrameType.SIGNAL, fields);
        } catch (LabdRefusal e) {
            if (e.errno() != Errno.ENOENT) {
                throw Refusals.of(e);
            }
        }
        if (signal.equals(Signal.KILL)) {
            // What the freezer of version 1 holds does not even die.
            cgroup.thaw(name);
        }
    }

    /** Freezes in a cgroup made for it now: containers that are never paused do not pay for one. */
    @Override
    public void pause(ContainerId id) {
        if (!(state(id).orElse(null) instanceof ProcessState.Running(int pid, Instant _))) {
            throw new Conflict("Container " + id + " is not running");
        }
        ContainerProcesses processes = new ContainerProcesses(cgroup);
        Set<Integer> frozen = new HashSet<>();
        // A process may fork between the look and the freezing.
        for (Set<Integer> found = processes.of(pid); frozen.addAll(found); found = processes.of(pid)) {
            cgroup.freeze(ProcessNames.of(id), found);
        }
    }

    @Override
    public void resume(ContainerId id) {
        cgroup.thaw(ProcessNames.of(id));
    }

    @Override
    public void resize(ProcessId process, TerminalSize size) {
        Fields fields = new Fields()
                .text(Tag.ID, ProcessNames.of(process))
                .number(Tag.ROWS, size.rows())
                .number(Tag.COLUMNS, size.columns());
        call(FrameType.RESIZE, fields, List.of());
    }

    @Override
    public Attachment attach(ProcessId process, AttachRequest request) {
        try {
            return labd.attach(ProcessNames.of(process), request);
        } catch (LabdRefusal e) {
            throw e.errno() == Errno.ENOENT
                    ? new NotFound("the runtime does not know the process " + process.value())
                    : Refusals.of(e);
        }
    }

    @Override
    public Optional<ProcessState> state(ProcessId process) {
        try {
            Fields answer = labd.call(FrameType.STATE, new Fields().text(Tag.ID, ProcessNames.of(process)));
            return Optional.of(
                    switch (answer.number(Tag.STATE)) {
                        case 1 ->
                            new ProcessState.Running(answer.number(Tag.PID), Times.of(answer.longNumber(Tag.TIME)));
                        case 2 ->
                            new ProcessState.Ended(
                                    outOfMemory.complete(ExitReport.of(ProcessNames.of(process), answer)));
                        default -> new ProcessState.NotStarted();
                    });
        } catch (LabdRefusal e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw Refusals.of(e);
        }
    }

    @Override
    public void delete(ProcessId process) {
        String name = ProcessNames.of(process);
        try {
            labd.call(FrameType.CLOSE, new Fields().text(Tag.ID, name));
        } catch (LabdRefusal e) {
            throw e.errno() == Errno.EBUSY
                    ? new Conflict("the process " + process.value() + " is running")
                    : Refusals.of(e);
        }
        cgroup.forget(name);
        outOfMemory.forget(name);
        files.remove(name);
    }

    @Override
    public synchronized void onExit(ExitListener listener) {
        if (watch != null) {
            throw new IllegalStateException("somebody listens already");
        }
        watch = labd.watch(report -> exited(report, listener), lost);
    }

    private void exited(ExitReport report, ExitListener listener) {
        ProcessNames.parse(report.id()).ifPresent(process -> listener.exited(process, outOfMemory.complete(report)));
    }

    private Fields call(FrameType request, Fields fields, List<Descriptor> descriptors) {
        try {
            return labd.call(request, fields, descriptors);
        } catch (LabdRefusal e) {
            throw Refusals.of(e);
        }
    }

    private static StartedProcess started(Fields answer) {
        return new StartedProcess(answer.number(Tag.PID), Times.of(answer.longNumber(Tag.TIME)));
    }

    @Override
    public synchronized void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
