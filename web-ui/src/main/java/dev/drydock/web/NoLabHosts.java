package dev.drydock.web;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import java.util.List;
import java.util.Optional;

/** The lab hosts of a server that cannot have any: starting one is refused with the reason. */
record NoLabHosts(String reason) implements LabHosts {
    @Override
    public LabHost start(LabId id) {
        throw new EngineException.Unavailable(reason);
    }

    @Override
    public Optional<LabHost> find(LabId id) {
        return Optional.empty();
    }

    @Override
    public boolean isMade(LabId id) {
        return false;
    }

    @Override
    public List<LabHost> list() {
        return List.of();
    }

    @Override
    public void stop(LabId id) {
        // There are none.
    }

    @Override
    public void remove(LabId id) {
        // There are none.
    }
}
