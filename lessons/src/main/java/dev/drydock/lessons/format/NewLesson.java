package dev.drydock.lessons.format;

import dev.drydock.lessons.course.LessonId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes a small lesson for an author to begin from. It can be done as it is. */
public final class NewLesson {
    private static final List<String> FILES = List.of("lesson.yaml", "text.en.md", "text.zh-CN.md");
    private static final int STEP = 10;
    private static final int LAST = 999;

    private NewLesson() {}

    /**
     * Writes it behind the last lesson of a course.
     *
     * @return its directory
     * @throws IllegalArgumentException when there is no such course, it is full or has such a lesson, or the name is no id
     */
    public static Path write(Path course, String name) throws IOException {
        LessonId id = new LessonId(name);
        if (!Files.exists(course.resolve("course.yaml"))) {
            throw new IllegalArgumentException(course + " is no course: it has no course.yaml");
        }
        int number = number(course, id);
        Path directory = Files.createDirectory(course.resolve(String.format(Locale.ROOT, "%03d-%s", number, id)));
        for (String file : FILES) {
            Files.writeString(directory.resolve(file), template(file).replace("@NAME@", id.value()));
        }
        return directory;
    }

    private static int number(Path course, LessonId id) throws IOException {
        try (Stream<Path> children = Files.list(course)) {
            List<String> lessons = children.map(child -> String.valueOf(child.getFileName()))
                    .map(child -> child.replaceFirst("\\.md$", ""))
                    .filter(child -> child.matches("\\d{3}-.+"))
                    .toList();
            if (lessons.stream().anyMatch(lesson -> lesson.substring(4).equals(id.value()))) {
                throw new IllegalArgumentException("there is a lesson " + id + " already");
            }
            int last = lessons.stream()
                    .mapToInt(lesson -> Integer.parseInt(lesson.substring(0, 3)))
                    .max()
                    .orElse(0);
            int next = (last / STEP + 1) * STEP;
            if (next > LAST) {
                throw new IllegalArgumentException("no number is left after " + last);
            }
            return next;
        }
    }

    private static String template(String file) throws IOException {
        String path = "/dev/drydock/lessons/template/" + file;
        try (InputStream in = NewLesson.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
