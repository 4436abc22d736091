package dev.drydock.web.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DirectoryChangesTest {
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(15);

    @TempDir
    private Path root;

    private Path lesson;
    private DirectoryChanges changes;

    @BeforeEach
    void watch() throws IOException {
        lesson = Files.createDirectories(root.resolve("course/lesson"));
        Files.writeString(lesson.resolve("text.en.md"), "1");
        changes = DirectoryChanges.below(root.resolve("course"));
    }

    @AfterEach
    void end() {
        changes.close();
    }

    private void awaitAll() throws InterruptedException {
        changes.await();
        while (changes.await(QUIET)) {
            // More of the same.
        }
    }

    @Test
    void aFileThatIsWrittenOverOrReplaced() throws Exception {
        Files.writeString(lesson.resolve("text.en.md"), "2");
        awaitAll();

        Path written = Files.writeString(root.resolve("elsewhere"), "3");
        Files.move(written, lesson.resolve("text.en.md"), StandardCopyOption.ATOMIC_MOVE);
        awaitAll();

        Files.delete(lesson.resolve("text.en.md"));
        awaitAll();
    }

    @Test
    void aDirectoryThatIsMadeLater() throws Exception {
        Path second = Files.createDirectories(root.resolve("course/second/files"));
        awaitAll();

        Files.writeString(second.resolve("Dockerfile"), "FROM busybox");
        awaitAll();
    }

    @Test
    void theDirectoryThatGoesAndComesAgain() throws Exception {
        Path away = Files.move(root.resolve("course"), root.resolve("away"));
        awaitAll();
        Files.move(away, root.resolve("course"));
        awaitAll();

        Files.writeString(lesson.resolve("text.en.md"), "2");
        awaitAll();
    }

    @Test
    void whatEditorsKeepAndWhatStandsBesideIsNone() throws Exception {
        Files.createDirectory(lesson.resolve(".git"));
        assertThat(changes.await(LONG)).isFalse();
        Files.createDirectory(root.resolve("beside"));
        assertThat(changes.await(LONG)).isFalse();

        Files.createDirectory(lesson.resolve("files"));
        assertThat(changes.await(LONG)).isTrue();
    }

    @Test
    void whoWaitsIsWokenAtTheEnd() {
        changes.close();

        assertThatThrownBy(changes::await).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> changes.await(QUIET)).isInstanceOf(InterruptedException.class);
    }
}
