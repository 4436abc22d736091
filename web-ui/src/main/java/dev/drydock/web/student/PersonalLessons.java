package dev.drydock.web.student;

import dev.drydock.lessons.course.Lesson;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lessons as each student has them. What a variable stands for is drawn from who the student is and when they opened the
 * lesson, so it is the same on every page and after a restart of the server, and another one when the lesson is begun anew.
 *
 * @param seed to draw from instead, the same for all students
 */
public record PersonalLessons(ProgressStore progress, InstantSource clock, Optional<String> seed) {
    /**
     * A lesson that a student has opened.
     *
     * @param kept how far they are
     */
    public record Opened(Lesson lesson, KeptProgress kept) {}

    public Opened open(Student student, Lesson lesson) {
        KeptProgress kept = progress.open(student.id(), lesson.id(), clock.instant());
        if (lesson.variants().isEmpty()) {
            return new Opened(lesson, kept);
        }
        // A student's id is known to this server only, so nobody can tell what another one got.
        String own = seed.orElseGet(() -> student.id() + " " + progress.drawnAt(student.id(), lesson.id()));
        return new Opened(lesson.drawn(own + " " + lesson.id(), kept.captured()), kept);
    }
}
