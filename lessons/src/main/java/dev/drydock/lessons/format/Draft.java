package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.CourseId;
import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.course.Translated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lessons that somebody is writing: that of a directory or a file, or those of a course or content directory, read as often as they change. What
 * cannot be read at the moment stays as it was when it last could be. Not safe for use by several threads.
 */
public final class Draft {
    /** Stands around a lesson that stands in no course. */
    private static final Course MADE_UP = new Course(
            new CourseId("draft"),
            new Translated(Map.of(Locale.ENGLISH, "A lesson in no course", Locale.SIMPLIFIED_CHINESE, "不属于任何课程的课")),
            List.of());

    private final Path place;
    private final Path content;
    private final Kind kind;
    private final Readings readings = new Readings();
    private Courses last = new Courses(List.of(), Glossary.EMPTY, List.of());

    private enum Kind {
        LESSON,
        COURSE,
        CONTENT
    }

    private Draft(Path place, Path content, Kind kind) {
        this.place = place;
        this.content = content;
        this.kind = kind;
    }

    /**
     * Reads nothing yet.
     *
     * @param content the directory whose {@code images/index.json} lists what lab hosts have, and whose glossary a lesson or a course uses
     * @return empty when the directory is none of a lesson, a course or content
     */
    public static Optional<Draft> open(Path directory, Path content) {
        Path absolute = directory.toAbsolutePath().normalize();
        return kind(absolute).map(kind -> new Draft(absolute, content, kind));
    }

    private static Optional<Kind> kind(Path directory) {
        if (LessonFile.isOne(directory) || Files.exists(directory.resolve(LessonDirectory.STRUCTURE))) {
            return Optional.of(Kind.LESSON);
        }
        if (Files.exists(directory.resolve("course.yaml"))) {
            return Optional.of(Kind.COURSE);
        }
        return Files.isDirectory(directory.resolve("courses")) ? Optional.of(Kind.CONTENT) : Optional.empty();
    }

    /** The directory below which it changes: an absolute path. */
    public Path directory() {
        return LessonFile.isOne(place) ? Optional.ofNullable(place.getParent()).orElse(place) : place;
    }

    /** The lessons as they are now, and all that {@link Lint} finds, each file named as seen from the working directory. */
    public Courses read() {
        if (!Files.isDirectory(place) && !LessonFile.isOne(place)) {
            return new Courses(last.courses(), last.glossary(), List.of(problem(place, 1, "it is gone")));
        }
        try {
            last = read(OfferedImages.read(content));
        } catch (FormatException e) {
            Path images = content.resolve("images/index.json");
            last = new Courses(last.courses(), last.glossary(), List.of(problem(images, e.line(), e.sentence())));
        }
        return last;
    }

    private Courses read(OfferedImages offered) {
        Path parent = Optional.ofNullable(place.getParent()).orElse(place);
        Path base = kind == Kind.CONTENT ? place : parent;
        GlossaryReader.Read glossary = GlossaryReader.read(kind == Kind.CONTENT ? place : content);
        CourseReader reader = new CourseReader(base, new LessonReader.Known(Optional.of(offered), glossary), readings);
        List<Course> courses = switch (kind) {
            case LESSON -> List.of(lesson(reader, parent, glossary));
            case COURSE -> reader.readCourse(place).stream().toList();
            case CONTENT -> reader.readCourses();
        };
        List<LessonProblem> problems = reader.problems().stream()
                .map(each -> problem(base.resolve(each.file()), each.line(), each.sentence()))
                .toList();
        return new Courses(courses, glossary.glossary(), problems);
    }

    private Course lesson(CourseReader reader, Path parent, GlossaryReader.Read glossary) {
        boolean isInCourse = Files.exists(parent.resolve("course.yaml"));
        // What is wrong with the course is no matter of this lesson.
        Course around = isInCourse
                ? new CourseReader(parent, new LessonReader.Known(Optional.empty(), glossary), readings)
                        .readHead(parent)
                        .orElse(MADE_UP)
                : MADE_UP;
        return new Course(
                around.id(),
                around.titles(),
                reader.readOne(place, !isInCourse).stream().toList());
    }

    private static LessonProblem problem(Path file, int line, String sentence) {
        Path here = Path.of("").toAbsolutePath();
        Path shown = file.startsWith(here) ? here.relativize(file) : file;
        return new LessonProblem(shown.toString(), line, sentence);
    }
}
