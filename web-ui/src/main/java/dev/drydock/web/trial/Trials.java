package dev.drydock.web.trial;

import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.Sessions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries lessons on a running server, several at the same time, each on lab hosts of its own that are removed afterwards,
 * or those of a row one after another on the same.
 *
 * @param origin of the server's pages
 * @param images whether labs can pull an image from the server; a lesson that needs another is not tried
 * @param students makes a new student
 * @param lessons as students have them
 */
public record Trials(
        URI origin,
        LabHosts labs,
        LabLooks looks,
        Predicate<ImageReference> images,
        Supplier<Sessions.Opened> students,
        PersonalLessons lessons,
        InstantSource clock) {
    /** What one student does, one lesson after another, in this language. */
    public record Row(List<Lesson> lessons, Locale locale) {
        public Row {
            lessons = List.copyOf(lessons);
        }
    }

    /**
     * Tries lessons.
     *
     * @param each is told of every result as soon as it is there, by any thread
     * @return in the order of the rows
     */
    public List<TrialResult> run(List<Row> rows, int atOnce, Consumer<TrialResult> each) throws InterruptedException {
        List<Future<List<TrialResult>>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("trial-", 1).factory())) {
            for (Row row : rows) {
                running.add(threads.submit(() -> tried(row, each)));
            }
            List<TrialResult> results = new ArrayList<>();
            for (Future<List<TrialResult>> row : running) {
                results.addAll(row.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lesson could not be tried", e.getCause());
        }
    }

    private List<TrialResult> tried(Row row, Consumer<TrialResult> each) throws InterruptedException {
        Sessions.Opened student = students.get();
        List<TrialResult> results = new ArrayList<>();
        try {
            for (Lesson lesson : row.lessons()) {
                TrialResult result = tried(lesson, row.locale(), student);
                each.accept(result);
                results.add(result);
            }
        } finally {
            labs.remove(student.student().lab());
        }
        return results;
    }

    private TrialResult tried(Lesson lesson, Locale locale, Sessions.Opened student) throws InterruptedException {
        List<String> missing = lesson.images().stream()
                .filter(images.negate())
                .map(ImageReference::familiar)
                .toList();
        if (!missing.isEmpty()) {
            return TrialResult.notTried(lesson.id(), locale, missing);
        }
        return new LessonTrial(this, lesson, locale, student).run();
    }
}
