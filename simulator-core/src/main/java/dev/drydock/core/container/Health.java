package dev.drydock.core.container;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the probes of a container have found.
 *
 * @param failingStreak failures since the last success
 * @param log the newest results, oldest first
 */
public record Health(Status status, int failingStreak, List<Result> log) {
    private static final int LOGGED = 5;

    public Health {
        log = List.copyOf(log);
    }

    /** Docker's words for it; a container without a health check is in none of them. */
    public enum Status {
        STARTING,
        HEALTHY,
        UNHEALTHY;

        /** Docker's word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The end of one probe.
     *
     * @param exitCode -1 when there was none: the probe could not be run, or took too long
     */
    public record Result(Instant start, Instant end, int exitCode, String output) {}

    /** At the start of a run. */
    static Health starting(List<Result> log) {
        return new Health(Status.STARTING, 0, log);
    }

    /** When nobody probes any more, because the container is paused or has ended: Docker says unhealthy then. */
    Health suspended() {
        return new Health(Status.UNHEALTHY, failingStreak, log);
    }

    Health after(Result result, Healthcheck check, Duration sinceStart) {
        List<Result> next = new ArrayList<>(log);
        next.add(result);
        List<Result> kept = next.subList(Math.max(0, next.size() - LOGGED), next.size());
        if (result.exitCode() == 0) {
            return new Health(Status.HEALTHY, 0, kept);
        }
        if (status == Status.STARTING && check.isInStartPeriod(sinceStart)) {
            return new Health(status, failingStreak, kept);
        }
        int streak = failingStreak + 1;
        return new Health(streak >= check.effectiveRetries() ? Status.UNHEALTHY : status, streak, kept);
    }
}
