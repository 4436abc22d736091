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
 * Tries lessons on a running server, several at the same time, each in a lab host of its own that is removed afterwards.
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
    /**
     * Tries each lesson in each language.
     *
     * @param each is told of every result as soon as it is there, by any thread
     * @return in the order of the lessons
     */
    public List<TrialResult> run(List<Lesson> lessons, List<Locale> locales, int atOnce, Consumer<TrialResult> each)
            throws InterruptedException {
        List<Future<TrialResult>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("trial-", 1).factory())) {
            for (Lesson lesson : lessons) {
                for (Locale locale : locales) {
                    running.add(threads.submit(() -> {
                        TrialResult result = tried(lesson, locale);
                        each.accept(result);
                        return result;
                    }));
                }
            }
            List<TrialResult> results = new ArrayList<>();
            for (Future<TrialResult> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lesson could not be tried", e.getCause());
        }
    }

    private TrialResult tried(Lesson lesson, Locale locale) throws InterruptedException {
        List<String> missing = lesson.images().stream()
                .filter(images.negate())
                .map(ImageReference::familiar)
                .toList();
        if (!missing.isEmpty()) {
            return TrialResult.notTried(lesson.id(), locale, missing);
        }
        Sessions.Opened student = students.get();
        return new LessonTrial(this, lesson, locale, student).run();
    }
}
