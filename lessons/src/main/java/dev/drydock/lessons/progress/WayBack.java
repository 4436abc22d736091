package dev.drydock.lessons.progress;

import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.StepOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is no longer so for a student who goes back to the moment in which a step opened.
 *
 * @param steps those that are not done then: the step, what was done since, and all that needs one of these; in the lesson's order
 * @param waiting those of them that are not even open then
 */
public record WayBack(List<Step> steps, List<StepId> waiting) {
    public WayBack {
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
    }

    /**
     * The way back to a step of the lesson.
     *
     * @param doneAt the steps that are done, or were and may be so again
     */
    public static WayBack to(Lesson lesson, StepId step, Map<StepId, Instant> doneAt) {
        StepOrder order = lesson.order();
        Set<StepId> before = order.before(step);
        Instant opened = doneAt.entrySet().stream()
                .filter(each -> before.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        Set<StepId> back = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        List<StepId> waiting = new ArrayList<>();
        for (Step each : lesson.steps()) {
            StepId id = each.id();
            boolean waits = order.before(id).stream().anyMatch(back::contains);
            boolean isSince =
                    !before.contains(id) && doneAt.getOrDefault(id, Instant.MIN).isAfter(opened);
            if (waits || isSince || id.equals(step)) {
                back.add(id);
                steps.add(each);
            }
            if (waits) {
                waiting.add(id);
            }
        }
        return new WayBack(steps, waiting);
    }
}
