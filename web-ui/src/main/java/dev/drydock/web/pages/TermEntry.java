package dev.drydock.web.pages;

import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.course.Term;
import dev.drydock.lessons.course.TermId;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A term of the glossary for one reader.
 *
 * @param other the word in the other languages
 */
public record TermEntry(String id, String name, String other, String meaning) {
    static TermEntry of(Term term, Locale reader) {
        String name = term.names().in(reader);
        List<String> others = term.names().texts().values().stream()
                .filter(each -> !each.equals(name))
                .sorted()
                .toList();
        return new TermEntry(
                term.id().value(),
                name,
                String.join(", ", others),
                term.meanings().in(reader));
    }

    /** In the order of the ids. */
    static List<TermEntry> of(Glossary glossary, Set<TermId> ids, Locale reader) {
        return ids.stream()
                .sorted()
                .flatMap(id -> glossary.find(id).stream())
                .map(term -> of(term, reader))
                .toList();
    }

    /** All, as the reader's language sorts them. */
    static List<TermEntry> sorted(Glossary glossary, Locale reader) {
        return glossary.terms().stream()
                .map(term -> of(term, reader))
                .sorted(Comparator.comparing(TermEntry::name, Collator.getInstance(reader)))
                .toList();
    }
}
