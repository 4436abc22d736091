package dev.drydock.web.pages;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a student has done of a course, to be printed. The name on it is typed into the page and stays in the browser.
 *
 * @param lessons how many the course has
 * @param done those of which every step is done, in the course's order
 */
public record CertificatePage(Frame frame, String course, int lessons, List<DoneLesson> done) {
    /**
     * @param progress of a lesson; empty when the student has not opened it
     */
    static CertificatePage of(Frame frame, Course course, Function<LessonId, Optional<Way>> progress) {
        Locale reader = frame.language().locale();
        List<DoneLesson> done = course.lessons().stream()
                .flatMap(lesson ->
                        progress.apply(lesson.id()).flatMap(way -> DoneLesson.of(lesson, way, reader)).stream())
                .toList();
        return new CertificatePage(frame, course.title(reader), course.lessons().size(), done);
    }

    public boolean isComplete() {
        return done.size() == lessons;
    }

    /** How many steps were done by their solution. */
    public int skipped() {
        return done.stream().mapToInt(DoneLesson::skipped).sum();
    }

    /**
     * A student's way through a lesson.
     *
     * @param doneAt the done steps
     * @param skipped steps whose solution the student had typed
     */
    record Way(Map<StepId, Instant> doneAt, Set<StepId> skipped) {
        Way {
            doneAt = Map.copyOf(doneAt);
            skipped = Set.copyOf(skipped);
        }
    }

    /**
     * A lesson that is done.
     *
     * @param date of its last step in the reader's language, in UTC
     * @param skipped how many of its steps were done by their solution
     */
    public record DoneLesson(String number, String title, String date, int steps, int skipped) {
        private static Optional<DoneLesson> of(Lesson lesson, Way way, Locale reader) {
            List<StepId> steps = lesson.steps().stream().map(step -> step.id()).toList();
            if (!way.doneAt().keySet().containsAll(steps)) {
                return Optional.empty();
            }
            return Optional.of(new DoneLesson(
                    String.format(Locale.ROOT, "%03d", lesson.number()),
                    lesson.title(reader),
                    date(way.doneAt().values(), reader),
                    steps.size(),
                    (int) steps.stream().filter(way.skipped()::contains).count()));
        }

        private static String date(Collection<Instant> times, Locale reader) {
            return new DateTimeFormatterBuilder()
                    .appendLocalized(FormatStyle.LONG, null)
                    .toFormatter(reader)
                    .withZone(ZoneOffset.UTC)
                    .format(times.stream().max(Instant::compareTo).orElse(Instant.EPOCH));
        }
    }
}
