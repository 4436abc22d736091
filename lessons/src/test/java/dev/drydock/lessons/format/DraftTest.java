package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {
    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"hello-world\", \"busybox\"]\n");
    }

    private Draft open(String directory) {
        return Draft.open(root.resolve(directory), root).orElseThrow();
    }

    private static String title(Courses courses) {
        return courses.courses().getFirst().lessons().getFirst().title(Locale.ENGLISH);
    }

    private List<String> problems(Courses courses) {
        return courses.problems().stream()
                .map(problem -> problem.toString().replace(root + "/", "").replace("courses/basics/010-first/", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "courses/basics", "courses/basics/010-first"})
    void followsWhatIsSaved(String directory) throws IOException {
        Draft draft = open(directory);
        Courses first = draft.read();
        assertThat(first.problems()).isEmpty();
        assertThat(title(first)).isEqualTo("Title");
        assertThat(first.courses().getFirst().title(Locale.ENGLISH)).isEqualTo("Basics");

        files.english(Files.readString(files.lessonFile("text.en.md")).replace("Title", "Another"));
        assertThat(title(draft.read())).isEqualTo("Another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "courses/basics", "courses/basics/010-first"})
    void whatCannotBeReadStaysAsItWas(String directory) throws IOException {
        Draft draft = open(directory);
        draft.read();

        String right = Files.readString(files.lessonFile("lesson.yaml"));
        files.lesson("minutes: x\n");
        Courses broken = draft.read();
        assertThat(title(broken)).isEqualTo("Title");
        assertThat(problems(broken)).contains("lesson.yaml:1: \"minutes\": \"x\" is not from 1 to 240");

        files.lesson(right.replace("minutes: 5", "minutes: 6"));
        Courses mended = draft.read();
        assertThat(mended.problems()).isEmpty();
        assertThat(mended.courses().getFirst().lessons())
                .extracting(Lesson::minutes)
                .containsExactly(6);
    }

    @Test
    void imagesThatLabsLackAreSaidAndDoNotHideTheLesson() throws IOException {
        files.lesson(Files.readString(files.lessonFile("lesson.yaml")).replace("web busybox", "web nginx"));
        Courses read = open("courses/basics/010-first").read();

        assertThat(title(read)).isEqualTo("Title");
        assertThat(problems(read))
                .singleElement()
                .asString()
                .startsWith("lesson.yaml:7: ")
                .contains("nginx");
    }

    @Test
    void aLessonInNoCourseGetsOneAndMayBeCalledAsAnybodyLikes() throws IOException {
        Path alone = root.resolve("shopping-list");
        Files.move(root.resolve("courses/basics/010-first"), alone);
        Courses read = Draft.open(alone, root).orElseThrow().read();

        assertThat(read.problems()).isEmpty();
        Course course = read.courses().getFirst();
        assertThat(course.title(Locale.SIMPLIFIED_CHINESE)).isEqualTo("不属于任何课程的课");
        assertThat(course.lessons()).singleElement().satisfies(lesson -> {
            assertThat(lesson.id()).hasToString("shopping-list");
            assertThat(lesson.number()).isEqualTo(10);
        });
    }

    @Test
    void inACourseItHasToBeCalledAsLessonsAre() throws IOException {
        Path lesson = root.resolve("courses/basics/first");
        Files.move(root.resolve("courses/basics/010-first"), lesson);

        assertThat(problems(open("courses/basics/first").read()))
                .containsExactly("courses/basics/first:1: a lesson's directory is called like 020-hello-world");
    }

    @Test
    void aLessonThatIsTakenAwayIsGoneAndADirectoryThatIsAwayIsWaitedFor() throws IOException {
        files.write("courses/basics/020-second/lesson.yaml", Files.readString(files.lessonFile("lesson.yaml")));
        for (String text : List.of("text.en.md", "text.zh-CN.md")) {
            files.write("courses/basics/020-second/" + text, Files.readString(files.lessonFile(text)));
        }
        Draft draft = open("courses/basics");
        assertThat(draft.read().courses().getFirst().lessons()).hasSize(2);

        Files.move(root.resolve("courses/basics/020-second"), root.resolve("second"));
        assertThat(draft.read().courses().getFirst().lessons()).hasSize(1);

        Files.move(root.resolve("courses/basics"), root.resolve("elsewhere"));
        Courses away = draft.read();
        assertThat(title(away)).isEqualTo("Title");
        assertThat(problems(away)).containsExactly("courses/basics:1: it is gone");
    }

    @Test
    void whatIsNoLessonIsNotOpened() {
        assertThat(Draft.open(root.resolve("images"), root)).isEmpty();
    }
}
