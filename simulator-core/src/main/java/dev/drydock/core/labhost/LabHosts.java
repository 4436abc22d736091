package dev.drydock.core.labhost;

import java.util.List;
import java.util.Optional;

/** Port: the lab hosts of one server. Safe for use by several threads; work on one lab does not wait for another. */
public interface LabHosts {
    /** The lab host with this id, started if it does not run; its files are those of its last run. */
    LabHost start(LabId id);

    /** Empty when it does not run. */
    Optional<LabHost> find(LabId id);

    /** Whether it was made and not removed, running or not. */
    boolean isMade(LabId id);

    /** Those that run, by id. */
    List<LabHost> list();

    /** Ends it and keeps its files; one that does not run is fine. */
    void stop(LabId id);

    /** Ends it as {@link #stop} does; where files are kept, the next start runs again what runs now. */
    default void suspend(LabId id) {
        stop(id);
    }

    /** Ends it and deletes everything it had; unknown ones are ignored. */
    void remove(LabId id);
}
