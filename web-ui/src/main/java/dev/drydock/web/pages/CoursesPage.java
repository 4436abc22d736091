package dev.drydock.web.pages;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of courses and their lessons, and how far the student is. */
public record CoursesPage(Frame frame, List<CourseEntry> courses) {
    static CoursesPage of(Frame frame, List<Course> courses, Map<LessonId, Set<StepId>> done) {
        Locale reader = frame.language().locale();
        return new CoursesPage(
                frame,
                courses.stream()
                        .map(course -> CourseEntry.of(course, reader, done))
                        .toList());
    }

    /** Whether there is any progress to give away as a file. */
    public boolean isBegun() {
        return courses.stream().flatMap(course -> course.lessons().stream()).anyMatch(lesson -> lesson.isOpened());
    }

    /** A course. */
    public record CourseEntry(String id, String title, List<LessonEntry> lessons) {
        static CourseEntry of(Course course, Locale reader, Map<LessonId, Set<StepId>> done) {
            return new CourseEntry(
                    course.id().value(),
                    course.title(reader),
                    course.lessons().stream()
                            .map(lesson -> LessonEntry.of(lesson, reader, Optional.ofNullable(done.get(lesson.id()))))
                            .toList());
        }

        /** Whether there is something to certify. */
        public boolean hasDoneLesson() {
            return lessons.stream().anyMatch(LessonEntry::isDone);
        }
    }

    /**
     * A lesson.
     *
     * @param done how many of the steps
     */
    public record LessonEntry(
            String id, String number, String title, int steps, int minutes, boolean isOpened, int done) {
        public boolean isDone() {
            return isOpened && done == steps;
        }

        /** @param kept the done steps; empty when the lesson was not opened */
        static LessonEntry of(Lesson lesson, Locale reader, Optional<Set<StepId>> kept) {
            Set<StepId> doneSteps = kept.orElse(Set.of());
            return new LessonEntry(
                    lesson.id().value(),
                    String.format(Locale.ROOT, "%03d", lesson.number()),
                    lesson.title(reader),
                    lesson.steps().size(),
                    lesson.minutes(),
                    kept.isPresent(),
                    (int) lesson.steps().stream()
                            .map(Step::id)
                            .filter(doneSteps::contains)
                            .count());
        }
    }
}
