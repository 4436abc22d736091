package dev.drydock.lessons.course;

import java.util.Optional;

/**
 * Help that a student may ask for.
 *
 * @param texts Markdown
 * @param situation the only one in which it helps; empty for one that always does
 */
public record Hint(Translated texts, Optional<Situation> situation) {}
