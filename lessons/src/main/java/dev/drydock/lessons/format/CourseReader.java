package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.CourseId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Translated;
import dev.drydock.lessons.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Walks the directories of courses and lessons. */
final class CourseReader {
    private static final Pattern LESSON_NAME = Pattern.compile("(\\d{3})-(.+)");

    /** For a lesson outside of courses, whose directory may be called otherwise. */
    private static final int FIRST = 10;

    private final Path content;
    private final LessonReader.Known known;
    private final Readings readings;
    private final Problems problems = new Problems();

    /**
     * Reads below a directory, from whose view problems name their files.
     *
     * @param known what lessons may speak of
     * @param readings what stands in for what cannot be read
     */
    CourseReader(Path content, LessonReader.Known known, Readings readings) {
        this.content = content;
        this.known = known;
        this.readings = readings;
    }

    /** All below {@code courses}; what is wrong with the glossary is a problem, too. */
    List<Course> readCourses() {
        problems.addAll(known.glossary().problems());
        List<Course> courses = new ArrayList<>();
        for (Path directory : directories(content.resolve("courses"))) {
            readCourse(directory).ifPresent(courses::add);
        }
        return courses;
    }

    /** What was wrong with what has been read so far. */
    List<LessonProblem> problems() {
        return problems.sorted();
    }

    /** @param isAlone whether it stands in no course, and so may be called as anybody likes */
    Optional<Lesson> readOne(Path lesson, boolean isAlone) {
        boolean isNumbered = LESSON_NAME.matcher(lessonName(lesson)).matches();
        return isAlone && !isNumbered
                ? readLesson(lesson, lessonName(lesson), FIRST, new HashMap<>())
                : readLesson(lesson, new HashMap<>());
    }

    /** A course without its lessons. */
    Optional<Course> readHead(Path directory) {
        Path file = directory.resolve("course.yaml");
        Optional<Course> head = Optional.empty();
        try {
            CourseId id = new CourseId(name(directory));
            Fields fields = Fields.of(YamlReader.read(TextSource.read(file)), "a course", List.of("title"));
            head = Optional.of(new Course(id, translated(fields.require("title")), List.of()));
        } catch (FormatException e) {
            problems.add(relative(file), e.line(), e.sentence());
        } catch (IllegalArgumentException e) {
            problems.add(relative(directory), 1, String.valueOf(e.getMessage()));
        }
        return readings.head(directory, head);
    }

    Optional<Course> readCourse(Path directory) {
        Optional<Course> head = readHead(directory);
        List<Lesson> lessons = readLessons(directory);
        if (lessons.isEmpty()) {
            problems.add(relative(directory), 1, "a course without a lesson that can be read");
            return Optional.empty();
        }
        return head.map(course -> new Course(course.id(), course.titles(), lessons));
    }

    private List<Lesson> readLessons(Path course) {
        List<Lesson> lessons = new ArrayList<>();
        Map<LessonId, Path> seen = new HashMap<>();
        for (Path lesson : children(course, CourseReader::isLesson)) {
            readLesson(lesson, seen).ifPresent(lessons::add);
        }
        return lessons;
    }

    /** Whatever is a directory, and what is called like a lesson in one file. */
    private static boolean isLesson(Path child) {
        return Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                || (LessonFile.isOne(child)
                        && LESSON_NAME.matcher(lessonName(child)).matches());
    }

    private static String lessonName(Path lesson) {
        String name = name(lesson);
        return LessonFile.isOne(lesson) ? name.substring(0, name.length() - LessonFile.EXTENSION.length()) : name;
    }

    private LessonSource source(Path place) throws FormatException {
        return LessonFile.isOne(place)
                ? LessonFile.read(place, relative(place))
                : new LessonDirectory(place, relative(place));
    }

    private Optional<Lesson> readLesson(Path directory, Map<LessonId, Path> seen) {
        Matcher name = LESSON_NAME.matcher(lessonName(directory));
        if (!name.matches()) {
            problems.add(relative(directory), 1, "a lesson's directory is called like 020-hello-world");
            return Optional.empty();
        }
        return readLesson(directory, name.group(2), Integer.parseInt(name.group(1)), seen);
    }

    private Optional<Lesson> readLesson(Path place, String name, int number, Map<LessonId, Path> seen) {
        try {
            LessonId id = new LessonId(name);
            Path other = seen.put(id, place);
            if (other != null) {
                problems.add(relative(place), 1, "the same lesson id as " + relative(other));
                return Optional.empty();
            }
            return readings.lesson(place, new LessonReader(source(place), problems, known).read(id, number));
        } catch (FormatException e) {
            problems.add(relative(place), e.line(), e.sentence());
            return readings.lesson(place, Optional.empty());
        } catch (IllegalArgumentException e) {
            problems.add(relative(place), 1, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Translated translated(YamlNode node) throws FormatException {
        List<String> tags = Messages.LOCALES.stream().map(Locale::toLanguageTag).toList();
        Fields fields = Fields.of(node, "a title", tags);
        Map<Locale, String> texts = new HashMap<>();
        for (Locale locale : Messages.LOCALES) {
            texts.put(locale, fields.requireText(locale.toLanguageTag()));
        }
        return new Translated(texts);
    }

    // Sorted by name, hence lessons by number; links are no directories here.
    private List<Path> directories(Path parent) {
        return children(parent, child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS));
    }

    private List<Path> children(Path parent, Predicate<Path> which) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(which).sorted().toList();
        } catch (IOException e) {
            problems.add(relative(parent), 1, "the directory cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private String relative(Path path) {
        return content.relativize(path).toString();
    }
}
