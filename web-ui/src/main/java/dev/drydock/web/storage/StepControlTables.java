package dev.drydock.web.storage;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.web.student.EarlierAttempt;
import dev.drydock.web.student.StudentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** What students took back, and whose solutions they asked for. */
final class StepControlTables {
    private final Handle handle;
    private final StudentId student;
    private final LessonId lesson;

    StepControlTables(Handle handle, StudentId student, LessonId lesson) {
        this.handle = handle;
        this.student = student;
        this.lesson = lesson;
    }

    private <S extends SqlStatement<S>> S of(S statement) {
        return statement.bind("student", student.value()).bind("lesson", lesson.value());
    }

    int setBack(List<StepId> steps, Instant now) {
        of(handle.createUpdate(
                        "INSERT INTO earlier_attempt (student, lesson, ended_at, opened_at, from_step, done_steps)"
                                + " SELECT student, lesson, :now, opened_at, :from, (SELECT COUNT(*) FROM step_progress s"
                                + " WHERE s.student = :student AND s.lesson = :lesson AND NOT s.lost) FROM lesson_progress"
                                + " WHERE student = :student AND lesson = :lesson ON CONFLICT DO NOTHING"))
                .bind("from", steps.getFirst().value())
                .bind("now", Database.moment(now))
                .execute();
        for (String table : List.of("step_progress", "solution_asked")) {
            of(handle.createUpdate("DELETE FROM " + table
                            + " WHERE student = :student AND lesson = :lesson AND step IN (<steps>)"))
                    .bindList("steps", steps.stream().map(StepId::value).toList())
                    .execute();
        }
        return of(handle.createUpdate(
                        "UPDATE lesson_progress SET drawn_at = COALESCE(drawn_at, opened_at), opened_at = :now"
                                + " WHERE student = :student AND lesson = :lesson"))
                .bind("now", Database.moment(now))
                .execute();
    }

    int drawAnew(Instant now) {
        return of(handle.createUpdate(
                        "UPDATE lesson_progress SET drawn_at = :now WHERE student = :student AND lesson = :lesson"))
                .bind("now", Database.moment(now))
                .execute();
    }

    Instant drawnAt() {
        return of(handle.createQuery("SELECT COALESCE(drawn_at, opened_at) AS drawn_at FROM lesson_progress"
                        + " WHERE student = :student AND lesson = :lesson"))
                .map((row, _) -> row.getObject("drawn_at", OffsetDateTime.class).toInstant())
                .one();
    }

    List<EarlierAttempt> earlierAttempts() {
        return of(handle.createQuery("SELECT opened_at, ended_at, from_step, done_steps FROM earlier_attempt"
                        + " WHERE student = :student AND lesson = :lesson ORDER BY ended_at"))
                .map((row, context) -> new EarlierAttempt(
                        moment(row, "opened_at"),
                        moment(row, "ended_at"),
                        new StepId(row.getString("from_step")),
                        row.getInt("done_steps")))
                .list();
    }

    int solutionAsked(StepId step, Instant now) {
        return of(handle.createUpdate("INSERT INTO solution_asked (student, lesson, step, asked_at)"
                        + " VALUES (:student, :lesson, :step, :now) ON CONFLICT DO NOTHING"))
                .bind("step", step.value())
                .bind("now", Database.moment(now))
                .execute();
    }

    Set<StepId> solutionsAsked() {
        return of(handle.createQuery("SELECT step FROM solution_asked WHERE student = :student AND lesson = :lesson"))
                .map((row, context) -> new StepId(row.getString("step")))
                .stream()
                .collect(Collectors.toSet());
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
