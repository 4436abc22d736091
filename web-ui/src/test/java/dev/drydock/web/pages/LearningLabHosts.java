package dev.drydock.web.pages;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.TerminalId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Simulated lab hosts whose terminals know a few docker commands, so that lessons can be done without a kernel. */
final class LearningLabHosts implements LabHosts {
    private final LabHosts inner;
    private final Map<LabId, LearningLabHost> hosts = new ConcurrentHashMap<>();

    LearningLabHosts(LabHosts inner) {
        this.inner = inner;
    }

    @Override
    public LabHost start(LabId id) {
        return hosts.computeIfAbsent(id, lab -> new LearningLabHost(inner.start(lab)));
    }

    @Override
    public Optional<LabHost> find(LabId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    @Override
    public boolean isMade(LabId id) {
        return inner.isMade(id);
    }

    @Override
    public List<LabHost> list() {
        return List.copyOf(hosts.values());
    }

    @Override
    public void stop(LabId id) {
        endTerminals(id);
        inner.stop(id);
    }

    @Override
    public void remove(LabId id) {
        endTerminals(id);
        inner.remove(id);
    }

    private void endTerminals(LabId id) {
        Optional.ofNullable(hosts.remove(id))
                .ifPresent(host -> host.terminals.values().forEach(LearningTerminal::lose));
    }

    private static final class LearningLabHost implements LabHost {
        private final LabHost inner;
        private final Map<TerminalId, LearningTerminal> terminals = new ConcurrentHashMap<>();

        LearningLabHost(LabHost inner) {
            this.inner = inner;
        }

        @Override
        public LabId id() {
            return inner.id();
        }

        @Override
        public Engine engine() {
            return inner.engine();
        }

        @Override
        public Attachment openTerminal(TerminalId terminal, TerminalSize size) {
            LearningTerminal opened = terminals.compute(
                    terminal,
                    (_, there) -> there == null || there.hasEnded() ? new LearningTerminal(inner.engine()) : there);
            opened.resize(size);
            return opened.attach();
        }

        @Override
        public List<TerminalId> terminals() {
            return terminals.entrySet().stream()
                    .filter(each -> !each.getValue().hasEnded())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public void closeTerminal(TerminalId terminal) {
            Optional.ofNullable(terminals.remove(terminal)).ifPresent(LearningTerminal::hangUp);
        }

        @Override
        public void resizeTerminal(TerminalId terminal, TerminalSize size) {
            Optional.ofNullable(terminals.get(terminal)).ifPresent(there -> there.resize(size));
        }

        @Override
        public LabInside inside() {
            return inner.inside();
        }

        @Override
        public boolean hasGuests() {
            return inner.hasGuests();
        }

        @Override
        public Path engineSocket() {
            return inner.engineSocket();
        }

        @Override
        public Path controlSocket() {
            return inner.controlSocket();
        }
    }
}
