package dev.drydock.core.container;

/** When an ended container is started again. */
public sealed interface RestartPolicy {
    record No() implements RestartPolicy {}

    record Always() implements RestartPolicy {}

    record UnlessStopped() implements RestartPolicy {}

    /** @param maximumRetryCount 0 for no limit */
    record OnFailure(int maximumRetryCount) implements RestartPolicy {}

    /** The name that the Engine API gives it. */
    default String word() {
        return switch (this) {
            case No _ -> "no";
            case Always _ -> "always";
            case UnlessStopped _ -> "unless-stopped";
            case OnFailure _ -> "on-failure";
        };
    }
}
