package dev.drydock.web.storage;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.KeptAttempts;
import dev.drydock.web.student.KeptAttempts.HintKey;
import dev.drydock.web.student.StudentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Answers and hints in H2. */
public final class H2AttemptStore implements AttemptStore {
    private static final String OWN = " WHERE student = :student AND lesson = :lesson";

    private final Database database;

    public H2AttemptStore(Database database) {
        this.database = database;
    }

    @Override
    public KeptAttempts of(StudentId student, LessonId lesson) {
        return database.read(
                handle -> new KeptAttempts(quizzes(handle, student, lesson), hints(handle, student, lesson)));
    }

    @Override
    public void answered(StudentId student, LessonId lesson, QuizId quiz, QuizProgress progress) {
        String insert = "INSERT INTO quiz_progress (student, lesson, quiz, attempts, given, answers, right_at)"
                + " VALUES (:student, :lesson, :quiz, :attempts, :given, :answers, :rightAt) ON CONFLICT DO NOTHING";
        String update = "UPDATE quiz_progress SET attempts = :attempts, given = :given, answers = :answers,"
                + " right_at = :rightAt" + OWN + " AND quiz = :quiz AND right_at IS NULL";
        database.write(handle -> {
            int made = bound(handle.createUpdate(insert), student, lesson, quiz, progress)
                    .execute();
            return made > 0
                    ? made
                    : bound(handle.createUpdate(update), student, lesson, quiz, progress)
                            .execute();
        });
    }

    @Override
    public void hintOpened(StudentId student, LessonId lesson, HintKey hint, Instant at) {
        database.write(handle -> handle.createUpdate("INSERT INTO opened_hint (student, lesson, step, hint, opened_at)"
                        + " VALUES (:student, :lesson, :step, :hint, :at) ON CONFLICT DO NOTHING")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .bind("step", hint.step().value())
                .bind("hint", hint.number())
                .bind("at", Database.moment(at))
                .execute());
    }

    @Override
    public void forget(StudentId student, LessonId lesson, List<QuizId> quizzes) {
        if (quizzes.isEmpty()) {
            return;
        }
        database.write(handle -> handle.createUpdate("DELETE FROM quiz_progress" + OWN + " AND quiz IN (<quizzes>)")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .bindList("quizzes", quizzes.stream().map(QuizId::value).toList())
                .execute());
    }

    private static <S extends SqlStatement<S>> S bound(
            S statement, StudentId student, LessonId lesson, QuizId quiz, QuizProgress progress) {
        statement
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .bind("quiz", quiz.value())
                .bind("attempts", progress.attempts())
                .bind("given", progress.given())
                .bind(
                        "answers",
                        progress.answers().stream().map(AnswerId::value).collect(Collectors.joining(" ")));
        return progress.rightAt()
                .map(at -> statement.bind("rightAt", Database.moment(at)))
                .orElseGet(() -> statement.bindNull("rightAt", java.sql.Types.TIMESTAMP_WITH_TIMEZONE));
    }

    private static Map<QuizId, QuizProgress> quizzes(Handle handle, StudentId student, LessonId lesson) {
        return handle
                .createQuery("SELECT quiz, attempts, given, answers, right_at FROM quiz_progress" + OWN)
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> Map.entry(new QuizId(row.getString("quiz")), quiz(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static QuizProgress quiz(ResultSet row) throws SQLException {
        List<AnswerId> answers = Arrays.stream(row.getString("answers").split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(AnswerId::new)
                .toList();
        return new QuizProgress(
                row.getInt("attempts"),
                row.getString("given"),
                answers,
                Optional.ofNullable(row.getObject("right_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Set<HintKey> hints(Handle handle, StudentId student, LessonId lesson) {
        return handle.createQuery("SELECT step, hint FROM opened_hint" + OWN)
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> new HintKey(new StepId(row.getString("step")), row.getInt("hint")))
                .collect(Collectors.toSet());
    }
}
