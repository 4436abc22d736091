package dev.drydock.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.NewLesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Courses with the one lesson {@code mine}, for pages servers of tests. */
public final class OwnLesson {
    private OwnLesson() {}

    /**
     * Writes the lesson.
     *
     * @param directory a new one below which the content goes
     * @return the content directory
     */
    public static Path write(Path directory, String yaml, String english, String chinese) throws IOException {
        Path content = directory.resolve("content");
        Path course = Files.createDirectories(content.resolve("courses/basics"));
        Files.writeString(course.resolve("course.yaml"), "title: {en: a, zh-CN: b}\n");
        Path lesson = NewLesson.write(course, "mine");
        Files.writeString(lesson.resolve("lesson.yaml"), yaml);
        Files.writeString(lesson.resolve("text.en.md"), english);
        Files.writeString(lesson.resolve("text.zh-CN.md"), chinese);
        assertThat(Courses.load(content).problems()).isEmpty();
        return content;
    }
}
