package dev.drydock.core.container;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process that was added to a running container.
 *
 * @param pid as the lab host sees it, empty before the start
 * @param status empty while it has not ended
 */
public record Exec(
        ExecId id, ContainerId container, ProcessSpec process, OptionalInt pid, Optional<ExitStatus> status) {
    public boolean isRunning() {
        return pid.isPresent() && status.isEmpty();
    }
}
