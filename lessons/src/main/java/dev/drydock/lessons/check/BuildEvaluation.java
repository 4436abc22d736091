package dev.drydock.lessons.check;

import dev.drydock.core.build.Build;
import dev.drydock.core.build.BuildStep;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks for a build that fulfils a check; the reason is told from the latest one. */
final class BuildEvaluation {
    private BuildEvaluation() {}

    static Outcome evaluate(OfBuild check, Snapshot snapshot) {
        List<Build> meant = snapshot.builds().stream()
                .filter(build -> snapshot.inStep(build.startedAt()))
                .filter(build -> check.tag().stream().allMatch(build.tags()::contains))
                .toList();
        Optional<Build> found =
                meant.stream().filter(build -> failure(check, build).isEmpty()).findFirst();
        if (found.isPresent()) {
            return new Met(Optional.of(found.get().startedAt()));
        }
        return new NotYet(
                meant.isEmpty() ? none(check) : failure(check, meant.getLast()).orElseThrow());
    }

    private static Reason none(OfBuild check) {
        return check.tag()
                .map(tag -> Reason.of("build.none.tagged", Sentences.familiar(tag)))
                .orElseGet(() -> Reason.of("build.none"));
    }

    private static Optional<Reason> failure(OfBuild check, Build build) {
        if (build.status() != check.status()) {
            return Optional.of(Reason.of("build." + word(build.status()), Sentences.shortened(build.error()))
                    .then(Reason.of("wanted.build." + word(check.status()))));
        }
        long steps = build.steps().size();
        long cached = build.steps().stream().filter(BuildStep::isCached).count();
        if (check.steps().stream().anyMatch(test -> !test.accepts(steps))) {
            return Optional.of(Reason.of("build.steps", Long.toString(steps))
                    .then(Sentences.wanted("count", check.steps().get())));
        }
        if (check.cached().stream().anyMatch(test -> !test.accepts(cached))) {
            return Optional.of(Reason.of("build.cached", Long.toString(cached), Long.toString(steps))
                    .then(Sentences.wanted("count", check.cached().get())));
        }
        return Optional.empty();
    }

    private static String word(Build.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
