package dev.drydock.lessons.course;

import java.util.List;
import java.util.Optional;

/**
 * What the words of the lessons mean.
 *
 * @param terms in the order of the file, each id once
 */
public record Glossary(List<Term> terms) {
    public static final Glossary EMPTY = new Glossary(List.of());

    public Glossary {
        terms = List.copyOf(terms);
    }

    public Optional<Term> find(TermId id) {
        return terms.stream().filter(term -> term.id().equals(id)).findFirst();
    }
}
