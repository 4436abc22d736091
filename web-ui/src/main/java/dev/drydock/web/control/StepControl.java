package dev.drydock.web.control;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.SnapshotName;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.progress.WayBack;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.OpenPages;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import dev.drydock.web.student.StudentId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lab hosts of students as they are when a step begins, and leads back there. A snapshot is named by lesson and
 * step, the first of those that open at the same moment; the first one under a name is the beginning of these steps.
 */
public final class StepControl {
    private static final Logger LOG = LoggerFactory.getLogger(StepControl.class);

    private final LabDoor labs;
    private final ProgressStore progress;
    private final AttemptStore attempts;
    private final PersonalLessons lessons;
    private final OpenPages pages;
    private final InstantSource clock;
    /** Whose lab hosts are being brought back. */
    private final Set<StudentId> busy = ConcurrentHashMap.newKeySet();

    /**
     * What is kept of students.
     *
     * @param lessons as students have them
     * @param pages that are open
     */
    public record Kept(ProgressStore progress, AttemptStore attempts, PersonalLessons lessons, OpenPages pages) {}

    public StepControl(LabDoor labs, Kept kept, InstantSource clock) {
        this.labs = labs;
        this.progress = kept.progress();
        this.attempts = kept.attempts();
        this.lessons = kept.lessons();
        this.pages = kept.pages();
        this.clock = clock;
    }

    private static SnapshotName name(Lesson lesson, StepId step) {
        StepId first = lesson.order().together(step).getFirst();
        return new SnapshotName(lesson.id().value() + "." + first.value());
    }

    /**
     * It is the turn of this step, and of those that open with it: what the lab hosts have now is its beginning. Does not wait
     * for the snapshot.
     */
    public void begun(Student student, Lesson lesson, StepId step) {
        var _ = labs.keep(student, name(lesson, step)).whenComplete((_, failure) -> {
            switch (failure instanceof CompletionException wrapped ? wrapped.getCause() : failure) {
                case null -> LOG.debug("the beginning of {} is kept", step);
                case EngineException.SystemFailure broken ->
                    LOG.warn("the beginning of {} of {} is not kept", step, lesson.id(), broken);
                case Throwable refused ->
                    LOG.info("the beginning of {} of {} is not kept: {}", step, lesson.id(), refused.getMessage());
            }
        });
    }

    /**
     * Leads the student back to the beginning of a step: the lab hosts are as they were then, and neither the step nor what
     * was done since is done any more. {@link EngineException.NotFound} when that is not kept,
     * {@link EngineException.Conflict} while they are being brought back already.
     */
    public CompletableFuture<Void> reset(Student student, Lesson lesson, StepId step) {
        List<SnapshotName> later = back(student, lesson, step).waiting().stream()
                .map(each -> name(lesson, each))
                .distinct()
                .toList();
        return alone(
                student,
                () -> labs.restore(
                        student,
                        name(lesson, step),
                        later,
                        () -> setBack(
                                student, lesson, back(student, lesson, step).steps())));
    }

    private WayBack back(Student student, Lesson lesson, StepId step) {
        Map<StepId, Instant> doneAt = new HashMap<>();
        progress.find(student.id(), lesson.id()).ifPresent(kept -> {
            doneAt.putAll(kept.lost());
            doneAt.putAll(kept.doneAt());
        });
        return WayBack.to(lesson, step, doneAt);
    }

    /** Begins the lesson once more, on a new lab host, and with other values of its variables. */
    public CompletableFuture<Void> restart(Student student, Lesson lesson) {
        return alone(
                student,
                () -> labs.renew(student, () -> {
                    setBack(student, lesson, lesson.steps());
                    progress.drawAnew(student.id(), lesson.id(), clock.instant());
                }));
    }

    /** Who asks again and again keeps no others from their lab hosts. */
    private CompletableFuture<Void> alone(Student student, Supplier<CompletableFuture<Void>> work) {
        if (!busy.add(student.id())) {
            return CompletableFuture.failedFuture(
                    new EngineException.Conflict("the student's lab hosts are being brought back"));
        }
        return work.get().whenComplete((_, _) -> busy.remove(student.id()));
    }

    private void setBack(Student student, Lesson lesson, List<Step> steps) {
        progress.setBack(student.id(), lesson.id(), steps.stream().map(Step::id).toList(), clock.instant());
        attempts.forget(
                student.id(),
                lesson.id(),
                steps.stream()
                        .flatMap(step -> step.quizzes().stream())
                        .map(Quiz::id)
                        .toList());
    }

    /** What to type so that the step is done, which then counts as skipped. */
    public List<TypedLine> solution(Student student, Lesson lesson, Step step) {
        Lesson own = lessons.open(student, lesson).lesson();
        progress.solutionAsked(student.id(), lesson.id(), step.id(), clock.instant());
        pages.changed(student.id());
        return own.steps().stream()
                .filter(each -> each.id().equals(step.id()))
                .flatMap(each -> each.solution().lines().stream())
                .toList();
    }
}
