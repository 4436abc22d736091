package dev.drydock.lessons.progress;

import dev.drydock.lessons.check.Reason;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.StepOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose turn it is: to be asked of each step in the lesson's order, and told which of them are done. */
final class Turns {
    private final Lesson lesson;
    private final StepOrder order;
    private final Instant openedAt;
    private final Map<StepId, Instant> done = new HashMap<>();

    /** @param openedAt when the lesson was opened */
    Turns(Lesson lesson, Instant openedAt) {
        this.lesson = lesson;
        this.order = lesson.order();
        this.openedAt = openedAt;
    }

    void done(StepId step, Instant at) {
        done.put(step, at);
    }

    boolean isOf(StepId step) {
        return done.keySet().containsAll(order.before(step));
    }

    /** When the last of what the step needs was done; when the lesson was opened for one that needs nothing. */
    Instant clock(StepId step) {
        Instant clock = openedAt;
        for (StepId each : order.before(step)) {
            Instant at = done.getOrDefault(each, openedAt);
            clock = at.isAfter(clock) ? at : clock;
        }
        return clock;
    }

    /** What a step waits for: those of the steps before it that can be done now. */
    Reason waiting(StepId step) {
        Set<StepId> before = order.before(step);
        List<Integer> numbers = new ArrayList<>();
        int number = 0;
        for (Step each : lesson.steps()) {
            number++;
            if (before.contains(each.id()) && !done.containsKey(each.id()) && isOf(each.id())) {
                numbers.add(number);
            }
        }
        return Reason.ofSteps(numbers);
    }
}
