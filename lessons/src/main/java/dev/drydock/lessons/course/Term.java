package dev.drydock.lessons.course;

/**
 * A word that beginners do not know.
 *
 * @param names the word itself, plain text
 * @param meanings one or two sentences, plain text
 */
public record Term(TermId id, Translated names, Translated meanings) {}
