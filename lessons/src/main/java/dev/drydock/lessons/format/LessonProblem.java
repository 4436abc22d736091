package dev.drydock.lessons.format;

/**
 * Something that is wrong with a course or a lesson, for its author.
 *
 * @param file relative to the content directory, with slashes
 * @param line the first line is 1
 */
public record LessonProblem(String file, int line, String sentence) {
    /** As compilers print it, so that editors find the place. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + sentence;
    }
}
