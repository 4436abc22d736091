package dev.drydock.lessons.course;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lessons in the order in which they are meant to be read.
 *
 * @param titles plain text
 */
public record Course(CourseId id, Translated titles, List<Lesson> lessons) {
    public Course {
        lessons = List.copyOf(lessons);
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }

    public Optional<Lesson> find(LessonId lesson) {
        return lessons.stream().filter(each -> each.id().equals(lesson)).findFirst();
    }
}
