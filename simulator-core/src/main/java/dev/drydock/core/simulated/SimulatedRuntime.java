package dev.drydock.core.simulated;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.ContainerStats;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.ExecId;
import dev.drydock.core.container.ExecSpec;
import dev.drydock.core.container.ExitListener;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.NetworkChange;
import dev.drydock.core.container.ProcessId;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.ProcessState;
import dev.drydock.core.container.ResourceSupport;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.StartFailure;
import dev.drydock.core.container.StartedProcess;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.VolumeMount;
import java.net.Inet4Address;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs containers as threads of this JVM, with programs written in Java. */
public final class SimulatedRuntime implements ContainerRuntime {
    private static final int NOT_FOUND = 127;
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final long MEMORY = 1L << 30;
    private final Map<ProcessId, SimulatedSlot> slots = new ConcurrentHashMap<>();
    private final Map<ContainerId, Resources> limits = new ConcurrentHashMap<>();
    private final AtomicInteger lastPid = new AtomicInteger(100);
    private final SimulatedPrograms programs;
    private final InMemoryWritableLayers layers;
    private final SimulatedVolumeFiles volumes;
    private final InstantSource clock;
    private volatile @Nullable ExitListener listener;

    /** @param layers tell which programs a container's root file system holds */
    public SimulatedRuntime(
            SimulatedPrograms programs,
            InMemoryWritableLayers layers,
            SimulatedVolumeFiles volumes,
            InstantSource clock) {
        this.programs = programs;
        this.layers = layers;
        this.volumes = volumes;
        this.clock = clock;
    }

    @Override
    public ResourceSupport support() {
        return new ResourceSupport(2, "0", MEMORY, EnumSet.allOf(ResourceSupport.Limit.class));
    }

    /** Keeps all output, however little was asked for. */
    @Override
    public void create(ContainerId id, long keptBytes) {
        slots.computeIfAbsent(id, _ -> new SimulatedSlot(clock));
    }

    @Override
    public StartedProcess start(RuntimeSpec spec) {
        ContainerId id = spec.id();
        Program program = program(id, spec.process());
        limits.put(id, spec.resources());
        return slot(id).start(program, spec.process(), lastPid.incrementAndGet(), status -> {
            endExecs(id);
            tell(id, status);
        });
    }

    @Override
    public void publish(ContainerId id, List<PublishedPort> ports, Inet4Address target) {
        slot(id);
    }

    /** There are no networks here that could change. */
    @Override
    public void change(NetworkChange change) {
        running(change.container());
    }

    @Override
    public StartedProcess exec(ExecSpec spec) {
        ContainerId container = spec.container();
        ExecId id = spec.id();
        ProcessSpec process = spec.process();
        running(container);
        Program program = program(container, process);
        SimulatedSlot slot = new SimulatedSlot(clock, container);
        if (slots.putIfAbsent(id, slot) != null) {
            throw new EngineException.Conflict("exec " + id + " exists already");
        }
        return slot.start(program, process, lastPid.incrementAndGet(), status -> tell(id, status));
    }

    private Program program(ContainerId container, ProcessSpec process) {
        String name = process.arguments().getFirst();
        boolean isPath = name.indexOf('/') >= 0;
        Optional<Program> program = isPath || name.isEmpty()
                ? Optional.of(name)
                        .filter(path -> layers.hasPath(container, path))
                        .flatMap(programs::find)
                : onPath(container, process, name);
        String reason = isPath ? "stat " + name + ": no such file or directory" : "executable file not found in $PATH";
        return program.orElseThrow(
                () -> new StartFailure(NOT_FOUND, "exec: \"" + name + "\": " + reason + ": unknown"));
    }

    private Optional<Program> onPath(ContainerId container, ProcessSpec process, String name) {
        String path = process.environment().stream()
                .filter(entry -> entry.startsWith("PATH="))
                .map(entry -> entry.substring("PATH=".length()))
                .findFirst()
                .orElse(DEFAULT_PATH);
        for (String directory : path.split(":", -1)) {
            if (layers.hasPath(container, directory + "/" + name)) {
                return programs.find(name);
            }
        }
        return Optional.empty();
    }

    private void tell(ProcessId id, ExitStatus status) {
        ExitListener told = listener;
        if (told != null) {
            told.exited(id, status);
        }
    }

    /** PID 1 takes everything in its PID namespace with it. */
    private void endExecs(ContainerId container) {
        slots.values().stream().filter(slot -> slot.isOf(container)).forEach(slot -> slot.signal(Signal.KILL));
    }

    @Override
    public void kill(ProcessId process, Signal signal) {
        SimulatedSlot slot = slots.get(process);
        if (slot != null) {
            slot.signal(signal);
        }
    }

    @Override
    public void pause(ContainerId id) {
        slot(id).setFrozen(true);
    }

    @Override
    public void resume(ContainerId id) {
        slot(id).setFrozen(false);
    }

    @Override
    public void update(ContainerId id, Resources resources) {
        running(id);
        limits.put(id, resources);
    }

    /** Its programs are threads: what they use is not counted. */
    @Override
    public ContainerStats stats(ContainerId id) {
        running(id);
        Resources resources = limits.getOrDefault(id, Resources.DEFAULT);
        long memory = resources.memory() > 0 ? resources.memory() : MEMORY;
        return new ContainerStats(
                clock.instant(),
                new ContainerStats.Cpu(0, 0, 0, 0, 2, 0, 0, 0),
                new ContainerStats.Memory(0, memory, 0, 0, Map.of()),
                new ContainerStats.Pids(processes(id).size(), Math.max(0, resources.pidsLimit())),
                List.of(),
                Map.of());
    }

    @Override
    public List<ContainerProcess> processes(ContainerId id) {
        running(id);
        return slots.entrySet().stream()
                .filter(entry -> entry.getKey().equals(id) || entry.getValue().isOf(id))
                .flatMap(entry -> entry.getValue().process().stream())
                .sorted(Comparator.comparingInt(ContainerProcess::pid))
                .toList();
    }

    /** Tells that so many processes of one run, but not PID 1, were ended because memory was used up. */
    void outOfMemory(ContainerId id, Instant startedAt, long kills) {
        ExitListener told = listener;
        if (told != null) {
            told.outOfMemory(id, startedAt, kills);
        }
    }

    private void running(ContainerId id) {
        if (!slot(id).isRunning()) {
            throw new EngineException.Conflict("container " + id + " is not running");
        }
    }

    /** Shows volumes; the lab host has no files that could be bound. */
    @Override
    public ContainerTree files(ContainerId id, List<Mount> mounts) {
        Map<String, SimulatedTree> shown = new HashMap<>();
        for (Mount mount : mounts) {
            if (mount instanceof VolumeMount volume) {
                volumes.find(volume.volume())
                        .ifPresent(files -> shown.put(mount.destination(), new SimulatedTree(files)));
            }
        }
        SimulatedTree root = new SimulatedTree(layers.files(id));
        return shown.isEmpty() ? root : new SimulatedMountedTree(root, shown);
    }

    @Override
    public void resize(ProcessId process, TerminalSize size) {
        slot(process);
    }

    @Override
    public Attachment attach(ProcessId process, AttachRequest request) {
        return slot(process).streams().attach(request);
    }

    @Override
    public Optional<ProcessState> state(ProcessId process) {
        return Optional.ofNullable(slots.get(process)).map(SimulatedSlot::state);
    }

    @Override
    public void delete(ProcessId process) {
        SimulatedSlot slot = slots.get(process);
        if (slot != null && slot.isRunning()) {
            throw new EngineException.Conflict("process " + process.value() + " is running");
        }
        slots.remove(process);
        limits.keySet().removeIf(process::equals);
    }

    @Override
    public void onExit(ExitListener told) {
        listener = told;
        slots.forEach((id, slot) -> {
            if (slot.state() instanceof ProcessState.Ended(var status)) {
                told.exited(id, status);
            }
        });
    }

    private SimulatedSlot slot(ProcessId id) {
        SimulatedSlot slot = slots.get(id);
        if (slot == null) {
            throw new EngineException.NotFound("the runtime does not know the process " + id.value());
        }
        return slot;
    }
}
