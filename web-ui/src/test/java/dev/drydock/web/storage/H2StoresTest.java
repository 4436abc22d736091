package dev.drydock.web.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.id.RandomIds;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Sessions;
import dev.drydock.web.student.StoresContract;
import dev.drydock.web.student.Student;
import dev.drydock.web.student.Students;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoresTest extends StoresContract {
    private static final LessonId LESSON = new LessonId("hello-world");
    private static final StepId STEP = new StepId("run");
    private static final Instant MOMENT = Instant.parse("2026-03-01T08:00:00Z");

    private final Database database;
    private final Path directory;

    H2StoresTest(@TempDir Path temporary) {
        directory = temporary.resolve("db");
        database = Database.open(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Students students() {
        return new H2Students(database);
    }

    @Override
    protected ProgressStore progress() {
        return new H2ProgressStore(database);
    }

    @Override
    protected AttemptStore attempts() {
        return new H2AttemptStore(database);
    }

    /** What is on the disk at the moment in which a write is acknowledged is what a killed server leaves behind. */
    @Test
    void whatWasAcknowledgedIsInTheFilesAtThatMoment(@TempDir Path copy) throws IOException {
        Sessions.Opened opened = sessions().open();
        progress().open(opened.student().id(), LESSON, MOMENT);
        progress().stepDone(opened.student().id(), LESSON, STEP, MOMENT);

        copy(directory, copy);

        try (Database after = Database.open(copy)) {
            Student student =
                    new H2Students(after).find(opened.token().digest()).orElseThrow();
            assertThat(student).isEqualTo(opened.student());
            assertThat(new H2ProgressStore(after)
                            .open(student.id(), LESSON, Instant.EPOCH)
                            .doneAt())
                    .containsEntry(STEP, MOMENT);
        }
    }

    @Test
    void whoIsInterruptedWhileWritingBreaksNothingForOthers() {
        Sessions.Opened opened = sessions().open();
        progress().open(opened.student().id(), LESSON, MOMENT);

        Thread.currentThread().interrupt();
        progress().stepDone(opened.student().id(), LESSON, STEP, MOMENT);
        // The flag has to go in either case; whether the database leaves it to its caller differs from run to run.
        var _ = Thread.interrupted();

        assertThat(progress().open(opened.student().id(), LESSON, MOMENT).doneAt())
                .containsEntry(STEP, MOMENT);
    }

    @Test
    void theSecretOfACookieIsNotInTheFiles() throws IOException {
        Sessions.Opened opened = sessions().open();

        for (Path file : files(directory)) {
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(opened.token().value());
        }
    }

    @Test
    void aDatabaseThatIsNoneIsNamed(@TempDir Path broken) throws IOException {
        Files.write(broken.resolve("drydock.mv.db"), new byte[10_000]);

        assertThatExceptionOfType(SystemFailure.class)
                .isThrownBy(() -> Database.open(broken))
                .withMessageStartingWith("cannot open the database in " + broken + ": ");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed(@TempDir Path temporary) throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatExceptionOfType(SystemFailure.class)
                .isThrownBy(() -> Database.open(file.resolve("db")))
                .withMessageContaining(file.toString());
    }

    private Sessions sessions() {
        return new Sessions(students(), new RandomIds(), Clock.systemUTC());
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
