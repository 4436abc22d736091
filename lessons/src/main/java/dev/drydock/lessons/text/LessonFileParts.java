package dev.drydock.lessons.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A lesson that stands in one file, taken apart: what its front matter says, what its blocks say of each step, and its text in
 * each language. Parts keep their lines: what belongs to others is empty there.
 *
 * @param front what stands between the two lines {@code ---} at the beginning
 * @param steps in the order of the first language's sections
 * @param texts in the form of {@code text.<language>.md}, of the languages that are there
 * @param problems by line
 */
public record LessonFileParts(
        Part front, List<StepParts> steps, Map<Locale, String> texts, List<TextProblem> problems) {
    public LessonFileParts {
        steps = List.copyOf(steps);
        texts = Map.copyOf(texts);
        problems = List.copyOf(problems);
    }

    /**
     * One block.
     *
     * @param kind {@code check}, {@code solution}, {@code step} or {@code run}; empty for the front matter
     * @param line the one that its text begins in
     * @param place what says before each line of a run block where it is typed
     */
    public record Part(String kind, int line, String text, String place) {}

    /**
     * The blocks of a step.
     *
     * @param id as it is written, whether or not it is one
     * @param line of its heading
     */
    public record StepParts(String id, int line, List<Part> parts) {
        public StepParts {
            parts = List.copyOf(parts);
        }

        /** Those of a kind. */
        public List<Part> all(String kind) {
            return parts.stream().filter(part -> part.kind().equals(kind)).toList();
        }
    }

    /** Takes a file apart, of which nothing is believed. */
    public static LessonFileParts take(String markdown) {
        return new LessonFileParser(markdown).parse();
    }
}
