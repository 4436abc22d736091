package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerStats;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.Device;
import dev.drydock.core.container.ExecId;
import dev.drydock.core.container.ExecSpec;
import dev.drydock.core.container.ExitListener;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.NetworkChange;
import dev.drydock.core.container.ProcessId;
import dev.drydock.core.container.ProcessState;
import dev.drydock.core.container.ResourceSupport;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StartedProcess;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.Conflict;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.NotImplemented;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.volume.Mount;
import dev.drydock.sandbox.cgroup.ContainerCgroup;
import dev.drydock.sandbox.cgroup.ContainerCgroups;
import dev.drydock.sandbox.cgroup.Machine;
import dev.drydock.sandbox.cgroup.Usage;
import dev.drydock.sandbox.labd.ExitReport;
import dev.drydock.sandbox.labd.ExitWatch;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.labd.Times;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.Descriptors;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.storage.LabMounts;
import dev.drydock.sandbox.storage.LinuxWritableLayers;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Runs the containers of one lab through its labd. Closing it ends nothing but the listening for ends. */
public final class LinuxRuntime implements ContainerRuntime, AutoCloseable {
    private final LabdClient labd;
    private final LabMounts mounts;
    private final LinuxWritableLayers layers;
    private final ProcessFiles files;
    private final ContainerCgroups groups;
    private final ProcessTable processes;
    private final Runnable lost;
    private final Requests requests = new Requests();
    private final MountNamespaces namespaces = new MountNamespaces();
    private final OutOfMemory outOfMemory;
    private final ContainerMounts containerMounts;
    private final ResourceSupport support;
    private @Nullable ExitWatch watch;

    /** @param parts what the runtime of a lab works with */
    public LinuxRuntime(LabParts parts) {
        this.labd = parts.labd();
        this.mounts = parts.mounts();
        this.layers = parts.layers();
        this.files = parts.processFiles();
        this.groups = parts.groups();
        this.processes = new ProcessTable(parts.uidBase());
        this.lost = parts.lost();
        this.support = groups.support();
        this.outOfMemory = new OutOfMemory(parts.memory());
        this.containerMounts = new ContainerMounts(mounts.host());
    }

    /** Adds to the fields of SETUP what most containers have in common, so that labd can prepare for them. */
    public static void describeOrdinary(Fields fields) {
        fields.texts(Tag.MASK, HiddenPaths.MASKED).texts(Tag.READONLY, HiddenPaths.READ_ONLY);
    }

    @Override
    public ResourceSupport support() {
        return support;
    }

    @Override
    public void create(ContainerId id, long keptBytes) {
        String name = ProcessNames.of(id);
        try (Descriptor log = files.openLog(name)) {
            Fields fields = new Fields().text(Tag.ID, name).longNumber(Tag.CAP, keptBytes);
            call(FrameType.OPEN, fields, List.of(log));
        }
    }

    @Override
    public StartedProcess start(RuntimeSpec spec) {
        String name = ProcessNames.of(spec.id());
        Confinement confinement =
                Confinement.of(spec.security(), spec.resources().ulimits());
        Fields fields = requests.container(name, spec, confinement);
        ContainerCgroup group = groups.create(name, spec.resources());
        boolean done = false;
        try {
            namespaces.begin(name);
            StartedProcess process = mounts.start(layers, spec.id(), root -> start(fields, root, spec, group));
            done = true;
            if (spec.oomScoreAdj() != 0) {
                processes.spareLess(group.processes(), spec.oomScoreAdj());
            }
            outOfMemory.watch(spec.id(), group, process.startedAt());
            return process;
        } finally {
            if (!done) {
                groups.remove(name);
            }
        }
    }

    private StartedProcess start(Fields fields, Descriptor root, RuntimeSpec spec, ContainerCgroup group) {
        Descriptors opened = new Descriptors();
        Descriptors received = new Descriptors();
        try {
            List<Descriptor> sent = new ArrayList<>();
            sent.add(opened.add(root));
            spec.devices().forEach(device -> sent.add(opened.add(deviceMount(device))));
            containerMounts.open(spec).forEach(mount -> sent.add(opened.add(mount)));
            int mounted = sent.size();
            group.openForLabd().forEach(descriptor -> sent.add(opened.add(descriptor)));
            fields.number(Tag.CGROUPS, sent.size() - mounted);
            StartedProcess process = started(start(fields, sent, received, spec));
            // An older labd sends none.
            String name = ProcessNames.of(spec.id());
            received.list().stream().findFirst().ifPresent(namespace -> namespaces.hold(name, namespace));
            return process;
        } finally {
            // Giving back a mount can wait for other mounts in the kernel; nobody needs to wait with it.
            BlockingCalls.later(opened::close);
        }
    }

    private Fields start(Fields fields, List<Descriptor> sent, Descriptors received, RuntimeSpec spec) {
        try {
            return labd.call(FrameType.START, fields, sent, received);
        } catch (LabdRefusal e) {
            throw ContainerMounts.misfit(e, spec).orElseGet(() -> Refusals.of(e));
        }
    }

    @Override
    public void publish(ContainerId id, List<PublishedPort> ports, Inet4Address target) {
        try {
            labd.call(FrameType.PUBLISH, requests.publish(id, ports, target));
        } catch (LabdRefusal e) {
            throw Requests.notPublished(e);
        }
    }

    @Override
    public void change(NetworkChange change) {
        call(FrameType.NETWORK, requests.change(change), List.of());
    }

    @Override
    public ContainerTree files(ContainerId id, List<Mount> shown) {
        return BlockingCalls.run(() -> mounts.files(layers, id, () -> firstProcess(id), shown));
    }

    /** The machine's number of PID 1 of a container; empty when it does not run. */
    private OptionalInt firstProcess(ContainerId id) {
        if (!(state(id).orElse(null) instanceof ProcessState.Running(int pid, Instant _))) {
            return OptionalInt.empty();
        }
        return groups.find(ProcessNames.of(id))
                .flatMap(group -> ProcessTable.machineNumber(group.processes(), pid))
                .map(OptionalInt::of)
                .orElseThrow(
                        () -> new Conflict("container " + id + " has just ended, or was started by an older server"));
    }

    /** The machine's own, which HostRules allows: they are the same for everybody. */
    private static Descriptor deviceMount(Device device) {
        try {
            return Mounts.bind(Path.of(device.pathOnHost()));
        } catch (SyscallException e) {
            throw new SystemFailure("cannot show the device " + device.pathOnHost() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public StartedProcess exec(ExecSpec spec) {
        String name = ProcessNames.of(spec.id());
        Confinement confinement = Confinement.of(spec.security(), spec.ulimits());
        Fields fields = requests.process(name, spec.process(), confinement, false)
                .text(Tag.CONTAINER, ProcessNames.of(spec.container()))
                .longNumber(Tag.CAP, LogConfig.LIMIT);
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
            groups.find(name).ifPresent(ContainerCgroup::thaw);
        }
    }

    @Override
    public void pause(ContainerId id) {
        running(id).freeze();
    }

    @Override
    public void resume(ContainerId id) {
        groups.find(ProcessNames.of(id)).ifPresent(ContainerCgroup::thaw);
    }

    @Override
    public void update(ContainerId id, Resources resources) {
        running(id).limit(resources);
    }

    @Override
    public ContainerStats stats(ContainerId id) {
        ContainerCgroup group = running(id);
        Usage usage = group.usage();
        return new ContainerStats(
                Instant.now(),
                usage.cpu(Machine.processorTime(), support.processors()),
                usage.memory(Machine.memory()),
                usage.pids(),
                usage.disk(),
                group.processes().stream()
                        .findFirst()
                        .map(ProcessTable::traffic)
                        .orElse(Map.of()));
    }

    @Override
    public List<ContainerProcess> processes(ContainerId id) {
        return processes.describe(running(id).processes());
    }

    private ContainerCgroup running(ContainerId id) {
        if (!groups.areUsable()) {
            throw new NotImplemented("this needs control groups, which this server may not use (see ./drydock doctor):"
                    + " pause, stats, top and new limits are not possible here");
        }
        if (!(state(id).orElse(null) instanceof ProcessState.Running)) {
            throw new Conflict("container " + id + " is not running");
        }
        return groups.find(ProcessNames.of(id))
                .orElseThrow(() -> new Conflict("container " + id
                        + " was started by an older server: restart it to limit, measure or pause it"));
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
                            new ProcessState.Ended(complete(process, ExitReport.of(ProcessNames.of(process), answer)));
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
        if (process instanceof ContainerId container) {
            mounts.forget(container);
            groups.remove(name);
            outOfMemory.forget(name);
            namespaces.forget(name);
        }
        files.remove(name);
    }

    @Override
    public synchronized void onExit(ExitListener listener) {
        if (watch != null) {
            throw new IllegalStateException("somebody listens already");
        }
        outOfMemory.tell(listener);
        watch = labd.watch(report -> exited(report, listener), lost);
        // Those that an earlier server started; nobody waits for it.
        BlockingCalls.later(this::watchMemory);
    }

    /**
     * Removes what a killed server had made for processes that it then did not start, or had not yet removed with them:
     * control groups of containers and logs of execs. Before anybody listens for ends.
     */
    public void cleanUp() {
        for (String name : groups.names()) {
            if (ProcessNames.parse(name).orElse(null) instanceof ContainerId id
                    && state(id).orElse(new ProcessState.NotStarted()) instanceof ProcessState.NotStarted) {
                groups.remove(name);
            }
        }
        for (String name : files.names()) {
            if (ProcessNames.parse(name).orElse(null) instanceof ExecId id
                    && state(id).isEmpty()) {
                files.remove(name);
            }
        }
    }

    private void watchMemory() {
        for (String name : groups.names()) {
            if (ProcessNames.parse(name).orElse(null) instanceof ContainerId id
                    && state(id).orElse(null) instanceof ProcessState.Running(int _, Instant startedAt)) {
                groups.find(name).ifPresent(group -> outOfMemory.watch(id, group, startedAt));
            }
        }
    }

    private void exited(ExitReport report, ExitListener listener) {
        ProcessNames.parse(report.id()).ifPresent(process -> {
            ExitStatus status = complete(process, report);
            if (process instanceof ContainerId) {
                // With the lab host's PID namespace the end of the first process does not end the others.
                groups.remove(report.id());
                outOfMemory.unwatch(report.id());
            }
            listener.exited(process, status);
            if (process instanceof ContainerId) {
                namespaces.leave(report.id());
            }
        });
    }

    private ExitStatus complete(ProcessId process, ExitReport report) {
        return outOfMemory.complete(
                report, process instanceof ContainerId ? groups.find(report.id()) : Optional.empty());
    }

    private Fields call(FrameType request, Fields fields, List<Descriptor> descriptors) {
        try (Descriptors unwanted = new Descriptors()) {
            return call(request, fields, descriptors, unwanted);
        }
    }

    private Fields call(FrameType request, Fields fields, List<Descriptor> descriptors, Descriptors received) {
        try {
            return labd.call(request, fields, descriptors, received);
        } catch (LabdRefusal e) {
            throw Refusals.of(e);
        }
    }

    private static StartedProcess started(Fields answer) {
        return new StartedProcess(answer.number(Tag.PID), Times.of(answer.longNumber(Tag.TIME)));
    }

    @Override
    public synchronized void close() {
        outOfMemory.close();
        namespaces.close();
        if (watch != null) {
            watch.close();
        }
    }
}
