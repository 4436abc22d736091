package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.CourseId;
import dev.drydock.lessons.course.Glossary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The courses of a content directory. A lesson with a problem is left out, and so is a course without lessons; the others
 * are there.
 *
 * @param problems by file and line; empty when all is well
 */
public record Courses(List<Course> courses, Glossary glossary, List<LessonProblem> problems) {
    public Courses {
        courses = List.copyOf(courses);
        problems = List.copyOf(problems);
    }

    /** Reads {@code courses/<course>/<number>-<lesson>/} below this directory. */
    public static Courses load(Path contentDirectory) {
        GlossaryReader.Read glossary = GlossaryReader.read(contentDirectory);
        CourseReader reader =
                new CourseReader(contentDirectory, new LessonReader.Known(Optional.empty(), glossary), new Readings());
        return new Courses(reader.readCourses(), glossary.glossary(), reader.problems());
    }

    public Optional<Course> find(CourseId course) {
        return courses.stream().filter(each -> each.id().equals(course)).findFirst();
    }
}
