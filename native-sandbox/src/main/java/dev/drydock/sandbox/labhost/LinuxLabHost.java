package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.TerminalId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A lab host that runs: a labd of its own with everything in it. */
final class LinuxLabHost implements LabHost {
    private final LabFiles files;
    private final Engine engine;
    private final Terminals terminals;
    private final LinuxLabInside inside;

    LinuxLabHost(LabFiles files, Engine engine, Terminals terminals, LinuxLabInside inside) {
        this.files = files;
        this.engine = engine;
        this.terminals = terminals;
        this.inside = inside;
    }

    @Override
    public LabId id() {
        return files.id();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Attachment openTerminal(TerminalId terminal, TerminalSize size) {
        return terminals.open(terminal, size);
    }

    @Override
    public List<TerminalId> terminals() {
        return terminals.running();
    }

    @Override
    public void closeTerminal(TerminalId terminal) {
        terminals.close(terminal);
    }

    @Override
    public void resizeTerminal(TerminalId terminal, TerminalSize size) {
        terminals.resize(terminal, size);
    }

    @Override
    public LabInside inside() {
        return inside;
    }

    @Override
    public boolean hasGuests() {
        Set<String> containers = engine.containers().list(ContainerFilter.ALL).stream()
                .map(container -> container.id().value())
                .collect(Collectors.toSet());
        return terminals.hasOthersThan(
                name -> name.startsWith("exec-") || HostCommands.isOne(name) || containers.contains(name));
    }

    @Override
    public Path engineSocket() {
        return files.engineSocket();
    }

    @Override
    public Path controlSocket() {
        return files.controlSocket();
    }
}
