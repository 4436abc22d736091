package dev.drydock.lessons.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Problems found so far. */
final class Problems {
    private final List<LessonProblem> found = new ArrayList<>();

    void add(String file, int line, String sentence) {
        found.add(new LessonProblem(file, line, sentence));
    }

    void addAll(Problems others) {
        found.addAll(others.found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** By file and line. */
    List<LessonProblem> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(LessonProblem::file).thenComparingInt(LessonProblem::line))
                .toList();
    }
}
