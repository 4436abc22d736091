package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes containers away with everything they had. Called with the container's lock held. */
final class ContainerRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRemoval.class);
    private final ContainerServices services;
    private final ContainerIndex index;
    private final Execs execs;
    private final VolumeUse volumes;
    private final ContainerEvents events;

    ContainerRemoval(ContainerServices services, ContainerIndex index, Execs execs, ContainerEvents events) {
        this.services = services;
        this.index = index;
        this.execs = execs;
        this.volumes = new VolumeUse(services.volumes());
        this.events = events;
    }

    /**
     * Removes one that does not run. It is forgotten first: after a crash the rest is found as a layer that belongs to
     * nobody. One that cannot be removed completely is dead and can be removed again.
     *
     * @param evenVolumes also its anonymous volumes that no other container has
     */
    void remove(LiveContainer live, boolean evenVolumes) {
        Container last = live.value();
        ExitStatus status = live.lastStatus();
        try {
            if (!evenVolumes) {
                volumes.disown(last);
            }
            services.store().delete(last.id());
        } catch (EngineException e) {
            throw failure(last, e);
        }
        live.cancelRestart();
        try {
            live.setState(new ContainerState.Removing());
            services.runtime().delete(last.id());
            services.layers().remove(last.id());
        } catch (EngineException e) {
            live.setState(new ContainerState.Dead());
            saveQuietly(live);
            throw failure(last, e);
        }
        execs.forget(last.id());
        volumes.release(last, evenVolumes);
        index.remove(live);
        live.completeRemoval(status);
        events.publish(last, "destroy");
    }

    private static EngineException failure(Container container, EngineException reason) {
        return new EngineException.SystemFailure(
                "cannot remove container \"/" + container.name() + "\": " + reason.getMessage(), reason);
    }

    /** What is not written is found by the next server as layers that belong to nobody. */
    private void saveQuietly(LiveContainer live) {
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            LOG.error("the state of container {} is not saved: {}", live.value().id(), e.getMessage());
        }
    }

    /** Where nobody waits for an answer. */
    void removeQuietly(LiveContainer live) {
        try {
            // With --rm its anonymous volumes go, too.
            remove(live, true);
        } catch (EngineException e) {
            LOG.error(
                    "container {} is not removed after its end: {}",
                    live.value().id(),
                    e.getMessage());
        }
    }
}
