package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What could be read last of each directory, which stands in for what cannot be read now. */
final class Readings {
    private final Map<Path, Lesson> lessons = new HashMap<>();
    private final Map<Path, Course> heads = new HashMap<>();

    /** @param now empty when the lesson cannot be read */
    Optional<Lesson> lesson(Path directory, Optional<Lesson> now) {
        now.ifPresent(lesson -> lessons.put(directory, lesson));
        return Optional.ofNullable(lessons.get(directory));
    }

    /** @param now a course without its lessons; empty when its head cannot be read */
    Optional<Course> head(Path directory, Optional<Course> now) {
        now.ifPresent(course -> heads.put(directory, course));
        return Optional.ofNullable(heads.get(directory));
    }
}
