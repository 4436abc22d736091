package dev.drydock.core.container;

import java.util.List;

/**
 * A process to be added to a running container, and what holds for every process of that container.
 *
 * @param ulimits of the container
 */
public record ExecSpec(
        ContainerId container, ExecId id, ProcessSpec process, Security security, List<Resources.Ulimit> ulimits) {
    public ExecSpec {
        ulimits = List.copyOf(ulimits);
    }
}
