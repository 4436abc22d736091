package dev.drydock.core.container;

import java.time.Duration;

/** Docker's restart manager: which end leads to another start, and after how long. Guarded by the container's lock. */
final class RestartBackoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration STABLE = Duration.ofSeconds(10);
    private Duration delay = Duration.ZERO;
    private int failures;

    /** How long to wait before the next start, given how long the run was that has ended. */
    Duration next(Duration run) {
        if (run.compareTo(STABLE) >= 0) {
            delay = Duration.ZERO;
        }
        delay = delay.isZero() ? FIRST : delay.multipliedBy(2);
        if (delay.compareTo(LIMIT) > 0) {
            delay = LIMIT;
        }
        failures++;
        return delay;
    }

    /** Whether the policy wants another start after this end. */
    boolean applies(RestartPolicy policy, int exitCode, boolean stoppedByUser) {
        return switch (policy) {
            case RestartPolicy.No _ -> false;
            case RestartPolicy.Always _, RestartPolicy.UnlessStopped _ -> !stoppedByUser;
            case RestartPolicy.OnFailure(int maximum) ->
                exitCode != 0 && !stoppedByUser && (maximum == 0 || failures < maximum);
        };
    }

    /** A start that the user asked for begins anew. */
    void reset() {
        delay = Duration.ZERO;
        failures = 0;
    }
}
