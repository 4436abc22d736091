package dev.drydock.web.pages;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import java.util.List;
import java.util.Locale;

/** The list of courses and their lessons. */
public record CoursesPage(Frame frame, List<CourseEntry> courses) {
    static CoursesPage of(Frame frame, List<Course> courses) {
        Locale reader = frame.language().locale();
        return new CoursesPage(
                frame,
                courses.stream().map(course -> CourseEntry.of(course, reader)).toList());
    }

    /** A course. */
    public record CourseEntry(String title, List<LessonEntry> lessons) {
        static CourseEntry of(Course course, Locale reader) {
            return new CourseEntry(
                    course.title(reader),
                    course.lessons().stream()
                            .map(lesson -> LessonEntry.of(lesson, reader))
                            .toList());
        }
    }

    /** A lesson. */
    public record LessonEntry(String id, String number, String title, int steps, int minutes) {
        static LessonEntry of(Lesson lesson, Locale reader) {
            return new LessonEntry(
                    lesson.id().value(),
                    String.format(Locale.ROOT, "%03d", lesson.number()),
                    lesson.title(reader),
                    lesson.steps().size(),
                    lesson.minutes());
        }
    }
}
