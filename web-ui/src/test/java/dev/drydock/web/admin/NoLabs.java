package dev.drydock.web.admin;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import java.util.List;
import java.util.Optional;

/** A server on which no lab host runs. */
final class NoLabs implements LabHosts {
    @Override
    public LabHost start(LabId id) {
        throw new EngineException.Unavailable("there are no lab hosts here");
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
        start(id);
    }

    @Override
    public void remove(LabId id) {
        start(id);
    }
}
