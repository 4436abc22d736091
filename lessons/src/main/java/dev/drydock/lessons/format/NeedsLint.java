package dev.drydock.lessons.format;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.format.StepReader.Outline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds needs of steps that are no steps before them. Such a step could never open, or students would have to read the lesson
 * backwards.
 *
 * @param file in which the steps stand
 */
record NeedsLint(String file, TextComparison.Report report) {
    void check(List<Outline> steps) {
        List<StepId> all = steps.stream().map(Outline::id).toList();
        Set<StepId> before = new HashSet<>();
        for (Outline step : steps) {
            Set<StepId> named = new HashSet<>();
            step.needs()
                    .ifPresent(needs -> needs.forEach(need -> {
                        if (!before.contains(need.value())) {
                            report.problem(file, need.line(), "\"needs\": " + reason(step, need.value(), all));
                        } else if (!named.add(need.value())) {
                            report.problem(file, need.line(), "\"needs\": \"" + need.value() + "\" stands there twice");
                        }
                    }));
            before.add(step.id());
        }
    }

    private static String reason(Outline step, StepId need, List<StepId> all) {
        if (need.equals(step.id())) {
            return "no step can need itself";
        }
        return all.contains(need)
                ? "the step \"" + need + "\" comes later; a step needs only steps that stand before it"
                : "there is no step \"" + need + "\"";
    }
}
