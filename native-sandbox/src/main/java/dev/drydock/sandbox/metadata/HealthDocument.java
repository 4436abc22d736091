package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.Health;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A container's health as it stands in its file. */
record HealthDocument(String status, int failingStreak, List<ResultDocument> log) {
    static HealthDocument of(Health health) {
        return new HealthDocument(
                health.status().word(),
                health.failingStreak(),
                health.log().stream().map(ResultDocument::of).toList());
    }

    Health read() {
        return new Health(
                status(status),
                failingStreak,
                log.stream().map(ResultDocument::read).toList());
    }

    private static Health.Status status(String word) {
        try {
            return Health.Status.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DocumentFolder.DamagedException("no health is " + word);
        }
    }

    record ResultDocument(String start, String end, int exitCode, String output) {
        static ResultDocument of(Health.Result result) {
            return new ResultDocument(
                    result.start().toString(), result.end().toString(), result.exitCode(), result.output());
        }

        Health.Result read() {
            return new Health.Result(Instant.parse(start), Instant.parse(end), exitCode, output);
        }
    }
}
