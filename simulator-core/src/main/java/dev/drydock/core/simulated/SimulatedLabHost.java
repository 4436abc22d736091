package dev.drydock.core.simulated;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.Signal;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.TerminalId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A lab host whose terminals run the simulated shell. */
final class SimulatedLabHost implements LabHost {
    private static final ProcessSpec SHELL = new ProcessSpec(
            List.of("sh"), List.of("TERM=xterm"), "/root", "", List.of(), true, true, false, TerminalSize.UNKNOWN);
    private static final int SHELL_PID = 1;

    private final LabId id;
    private final Engine engine;
    private final Path directory;
    private final InstantSource clock;
    private final SimulatedPrograms programs = SimulatedPrograms.standard();
    private final SimulatedInside inside;
    private final Map<TerminalId, SimulatedSlot> terminals = new ConcurrentHashMap<>();

    SimulatedLabHost(LabId id, Engine engine, Path directory, InstantSource clock) {
        this.id = id;
        this.engine = engine;
        this.directory = directory;
        this.clock = clock;
        this.inside = new SimulatedInside(programs, clock);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot create " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public LabId id() {
        return id;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Attachment openTerminal(TerminalId terminal, TerminalSize size) {
        SimulatedSlot slot = terminals.computeIfAbsent(terminal, _ -> new SimulatedSlot(clock));
        synchronized (slot) {
            if (!slot.isRunning()) {
                Program shell = process -> new SimulatedShell(programs, process).run();
                var _ = slot.start(shell, SHELL, SHELL_PID, _ -> {});
            }
        }
        return slot.streams().attach(new AttachRequest(true, true, true, false));
    }

    @Override
    public List<TerminalId> terminals() {
        return terminals.entrySet().stream()
                .filter(each -> each.getValue().isRunning())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void closeTerminal(TerminalId terminal) {
        Optional.ofNullable(terminals.remove(terminal)).ifPresent(slot -> slot.signal(Signal.KILL));
    }

    @Override
    public void resizeTerminal(TerminalId terminal, TerminalSize size) {
        if (!terminals.containsKey(terminal)) {
            throw new EngineException.NotFound("no terminal " + terminal);
        }
    }

    @Override
    public LabInside inside() {
        return inside;
    }

    @Override
    public boolean hasGuests() {
        return false;
    }

    @Override
    public Path engineSocket() {
        return directory.resolve("docker.sock");
    }

    @Override
    public Path controlSocket() {
        return directory.resolve("labd.sock");
    }

    void close() {
        terminals.values().forEach(slot -> slot.signal(Signal.KILL));
        engine.close();
    }
}
