package dev.drydock.web.storage;

import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.variable.VariableId;
import dev.drydock.web.student.EarlierAttempt;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.StudentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Progress in H2. */
public final class H2ProgressStore implements ProgressStore {
    private final Database database;

    public H2ProgressStore(Database database) {
        this.database = database;
    }

    @Override
    public KeptProgress open(StudentId student, LessonId lesson, Instant now) {
        return database.read(handle -> find(handle, student, lesson))
                .orElseGet(() -> database.write(handle -> {
                    handle.createUpdate("INSERT INTO lesson_progress (student, lesson, opened_at)"
                                    + " VALUES (:student, :lesson, :now) ON CONFLICT DO NOTHING")
                            .bind("student", student.value())
                            .bind("lesson", lesson.value())
                            .bind("now", Database.moment(now))
                            .execute();
                    return find(handle, student, lesson).orElseThrow();
                }));
    }

    @Override
    public Optional<KeptProgress> find(StudentId student, LessonId lesson) {
        return database.read(handle -> find(handle, student, lesson));
    }

    @Override
    public Map<LessonId, Set<StepId>> doneSteps(StudentId student) {
        return database.read(handle -> handle
                .createQuery("SELECT l.lesson, s.step FROM lesson_progress l"
                        + " LEFT JOIN step_progress s ON s.student = l.student AND s.lesson = l.lesson AND NOT s.lost"
                        + " WHERE l.student = :student")
                .bind("student", student.value())
                .map((row, context) -> Map.entry(
                        new LessonId(row.getString("lesson")),
                        Optional.ofNullable(row.getString("step")).map(StepId::new)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.flatMapping(entry -> entry.getValue().stream(), Collectors.toSet()))));
    }

    @Override
    public void stepDone(
            StudentId student, LessonId lesson, StepId step, Instant doneAt, Map<VariableId, String> captured) {
        database.write(handle -> {
            int added = handle.createUpdate("INSERT INTO step_progress (student, lesson, step, done_at)"
                            + " VALUES (:student, :lesson, :step, :doneAt) ON CONFLICT DO NOTHING")
                    .bind("student", student.value())
                    .bind("lesson", lesson.value())
                    .bind("step", step.value())
                    .bind("doneAt", Database.moment(doneAt))
                    .execute();
            found(handle, student, lesson, step);
            captured.forEach((name, word) -> capture(handle, added > 0, new Captured(student, lesson, name, word)));
            return added;
        });
    }

    @Override
    public void stepLost(StudentId student, LessonId lesson, StepId step) {
        database.write(handle -> handle.createUpdate("UPDATE step_progress SET lost = TRUE"
                        + " WHERE student = :student AND lesson = :lesson AND step = :step")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .bind("step", step.value())
                .execute());
    }

    private static void found(Handle handle, StudentId student, LessonId lesson, StepId step) {
        handle.createUpdate("UPDATE step_progress SET lost = FALSE"
                        + " WHERE student = :student AND lesson = :lesson AND step = :step AND lost")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .bind("step", step.value())
                .execute();
    }

    private record Captured(StudentId student, LessonId lesson, VariableId name, String word) {}

    private static void capture(Handle handle, boolean replaces, Captured captured) {
        handle.createUpdate("INSERT INTO captured_value (student, lesson, name, word)"
                        + " VALUES (:student, :lesson, :name, :word) ON CONFLICT DO NOTHING")
                .bind("student", captured.student().value())
                .bind("lesson", captured.lesson().value())
                .bind("name", captured.name().value())
                .bind("word", captured.word())
                .execute();
        if (replaces) {
            handle.createUpdate("UPDATE captured_value SET word = :word"
                            + " WHERE student = :student AND lesson = :lesson AND name = :name")
                    .bind("student", captured.student().value())
                    .bind("lesson", captured.lesson().value())
                    .bind("name", captured.name().value())
                    .bind("word", captured.word())
                    .execute();
        }
    }

    private static Map<VariableId, String> captured(Handle handle, StudentId student, LessonId lesson) {
        return handle
                .createQuery("SELECT name, word FROM captured_value WHERE student = :student AND lesson = :lesson")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> Map.entry(new VariableId(row.getString("name")), row.getString("word")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void wrongGiven(StudentId student, LessonId lesson, WrongAnswerKey wrong, Instant since) {
        database.write(handle -> {
            String key = " student = :student AND lesson = :lesson AND step = :step AND wrong = :wrong";
            int counted = bound(
                            handle.createUpdate("UPDATE wrong_answer SET last_at = :since,"
                                    + " times = times + CASE WHEN last_at < :since THEN 1 ELSE 0 END"
                                    + " WHERE (last_at <= :since) AND" + key),
                            student,
                            lesson,
                            wrong,
                            since)
                    .execute();
            return counted == 0
                    ? bound(counting(handle, 1), student, lesson, wrong, since).execute()
                    : counted;
        });
    }

    @Override
    public void wrongCounted(StudentId student, LessonId lesson, WrongAnswerKey wrong, int times, Instant now) {
        database.write(handle ->
                bound(counting(handle, times), student, lesson, wrong, now).execute());
    }

    private static Update counting(Handle handle, int times) {
        return handle.createUpdate("INSERT INTO wrong_answer (student, lesson, step, wrong, times, last_at)"
                        + " VALUES (:student, :lesson, :step, :wrong, :times, :since) ON CONFLICT DO NOTHING")
                .bind("times", times);
    }

    @Override
    public void setBack(StudentId student, LessonId lesson, List<StepId> steps, Instant now) {
        database.write(handle -> new StepControlTables(handle, student, lesson).setBack(steps, now));
    }

    @Override
    public void drawAnew(StudentId student, LessonId lesson, Instant now) {
        database.write(handle -> new StepControlTables(handle, student, lesson).drawAnew(now));
    }

    @Override
    public Instant drawnAt(StudentId student, LessonId lesson) {
        return database.read(handle -> new StepControlTables(handle, student, lesson).drawnAt());
    }

    @Override
    public List<EarlierAttempt> earlierAttempts(StudentId student, LessonId lesson) {
        return database.read(handle -> new StepControlTables(handle, student, lesson).earlierAttempts());
    }

    @Override
    public void solutionAsked(StudentId student, LessonId lesson, StepId step, Instant now) {
        database.write(handle -> new StepControlTables(handle, student, lesson).solutionAsked(step, now));
    }

    @Override
    public Set<StepId> solutionsAsked(StudentId student, LessonId lesson) {
        return database.read(handle -> new StepControlTables(handle, student, lesson).solutionsAsked());
    }

    private static Update bound(
            Update update, StudentId student, LessonId lesson, WrongAnswerKey wrong, Instant since) {
        return update.bind("student", student.value())
                .bind("lesson", lesson.value())
                .bind("step", wrong.step().value())
                .bind("wrong", wrong.wrong().value())
                .bind("since", Database.moment(since));
    }

    private static Map<WrongAnswerKey, Integer> wrong(Handle handle, StudentId student, LessonId lesson) {
        return handle
                .createQuery(
                        "SELECT step, wrong, times FROM wrong_answer WHERE student = :student AND lesson = :lesson")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> Map.entry(
                        new WrongAnswerKey(new StepId(row.getString("step")), new WrongId(row.getString("wrong"))),
                        row.getInt("times")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<KeptProgress> find(Handle handle, StudentId student, LessonId lesson) {
        return handle.createQuery("SELECT opened_at FROM lesson_progress WHERE student = :student AND lesson = :lesson")
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> moment(row, "opened_at"))
                .findOne()
                .map(openedAt -> new KeptProgress(
                        openedAt,
                        doneSteps(handle, student, lesson, false),
                        wrong(handle, student, lesson),
                        captured(handle, student, lesson),
                        doneSteps(handle, student, lesson, true)));
    }

    private static Map<StepId, Instant> doneSteps(Handle handle, StudentId student, LessonId lesson, boolean areLost) {
        return handle
                .createQuery("SELECT step, done_at FROM step_progress"
                        + " WHERE student = :student AND lesson = :lesson AND lost = :lost")
                .bind("lost", areLost)
                .bind("student", student.value())
                .bind("lesson", lesson.value())
                .map((row, context) -> Map.entry(new StepId(row.getString("step")), moment(row, "done_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
