package dev.drydock.lessons.text;

/**
 * Something in a text that a lesson must not have.
 *
 * @param line number in the file, the first being 1
 */
public record TextProblem(int line, String sentence) {}
