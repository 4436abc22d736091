package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How it is found out whether a container does its work: Docker's {@code HEALTHCHECK}. A duration or number that is zero
 * stands for the image's, or else for Docker's own.
 *
 * @param test {@code NONE}, {@code CMD} and arguments, or {@code CMD-SHELL} and a line for the shell; empty for the
 *     image's
 * @param startPeriod after a start, in which failures do not count
 * @param startInterval between probes in the start period
 * @param retries failures in a row that make a container unhealthy
 */
public record Healthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    public static final Healthcheck NONE =
            new Healthcheck(List.of("NONE"), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_START_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final int DEFAULT_RETRIES = 3;
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    public Healthcheck {
        test = List.copyOf(test);
    }

    /** Whether there is something to run; an unknown kind of test is none, as in Docker. */
    boolean isProbe() {
        return !test.isEmpty() && (test.getFirst().equals("CMD") || isForShell());
    }

    private boolean isForShell() {
        return test.getFirst().equals("CMD-SHELL");
    }

    /** What a probe executes. */
    List<String> command(List<String> shell) {
        List<String> arguments = test.subList(1, test.size());
        if (!isForShell()) {
            return arguments;
        }
        List<String> command = new ArrayList<>(shell.isEmpty() ? SHELL : shell);
        command.addAll(arguments);
        return command;
    }

    Duration effectiveTimeout() {
        return or(timeout, DEFAULT_TIMEOUT);
    }

    int effectiveRetries() {
        return retries > 0 ? retries : DEFAULT_RETRIES;
    }

    boolean isInStartPeriod(Duration sinceStart) {
        return sinceStart.compareTo(startPeriod) < 0;
    }

    /** How long to wait for the next probe. */
    Duration effectiveInterval(Health.Status status, Duration sinceStart) {
        return status == Health.Status.STARTING && isInStartPeriod(sinceStart)
                ? or(startInterval, DEFAULT_START_INTERVAL)
                : or(interval, DEFAULT_INTERVAL);
    }

    /** Completes what was asked for with what the image says. */
    Healthcheck or(Healthcheck image) {
        return new Healthcheck(
                test.isEmpty() ? image.test : test,
                interval.isZero() ? image.interval : interval,
                timeout.isZero() ? image.timeout : timeout,
                startPeriod.isZero() ? image.startPeriod : startPeriod,
                startInterval.isZero() ? image.startInterval : startInterval,
                retries == 0 ? image.retries : retries);
    }

    /** Only what a user gives is checked, as in Docker; an image's nonsense counts as the default. */
    void check() {
        checkDuration("Interval", interval);
        checkDuration("Timeout", timeout);
        if (retries < 0) {
            throw new EngineException.InvalidParameter("Retries in Healthcheck cannot be negative");
        }
        checkDuration("StartPeriod", startPeriod);
        checkDuration("StartInterval", startInterval);
    }

    private static void checkDuration(String name, Duration duration) {
        if (!duration.isZero() && duration.compareTo(LEAST) < 0) {
            throw new EngineException.InvalidParameter(name + " in Healthcheck cannot be less than 1ms");
        }
    }

    private static Duration or(Duration given, Duration otherwise) {
        return given.isPositive() ? given : otherwise;
    }
}
