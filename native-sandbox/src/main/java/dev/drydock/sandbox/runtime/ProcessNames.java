package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.ExecId;
import dev.drydock.core.container.ProcessId;
import java.util.Optional;

/** The names that labd knows processes by. A container's is its id, because it shows in the container's mount table. */
final class ProcessNames {
    private static final String EXEC = "exec-";

    private ProcessNames() {}

    static String of(ProcessId process) {
        return switch (process) {
            case ContainerId(String value) -> value;
            case ExecId(String value) -> EXEC + value;
        };
    }

    /** Empty for processes that belong to no container, such as terminals. */
    static Optional<ProcessId> parse(String name) {
        try {
            return Optional.of(
                    name.startsWith(EXEC) ? new ExecId(name.substring(EXEC.length())) : new ContainerId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
