package dev.drydock.lessons.course;

/**
 * Help that a student may ask for.
 *
 * @param texts Markdown
 */
public record Hint(Translated texts) {}
