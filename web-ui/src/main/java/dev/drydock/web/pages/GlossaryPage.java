package dev.drydock.web.pages;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.format.Courses;
import java.util.List;
import java.util.Locale;

/** What the words of the lessons mean, and which lessons explain them. */
public record GlossaryPage(Frame frame, List<Entry> terms) {
    static GlossaryPage of(Frame frame, Courses courses) {
        Locale reader = frame.language().locale();
        List<Lesson> lessons = courses.courses().stream()
                .map(Course::lessons)
                .flatMap(List::stream)
                .toList();
        return new GlossaryPage(
                frame,
                TermEntry.sorted(courses.glossary(), reader).stream()
                        .map(term -> new Entry(term, places(term, lessons, reader)))
                        .toList());
    }

    private static List<Place> places(TermEntry term, List<Lesson> lessons, Locale reader) {
        return lessons.stream()
                .filter(lesson ->
                        lesson.terms().stream().anyMatch(id -> id.value().equals(term.id())))
                .map(lesson -> new Place(lesson.id().value(), lesson.title(reader)))
                .toList();
    }

    /**
     * A term.
     *
     * @param lessons that explain it, in the order of their courses
     */
    public record Entry(TermEntry term, List<Place> lessons) {
        public Entry {
            lessons = List.copyOf(lessons);
        }
    }

    /** A lesson. */
    public record Place(String id, String title) {}
}
