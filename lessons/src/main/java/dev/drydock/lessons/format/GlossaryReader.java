package dev.drydock.lessons.format;

import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.course.Term;
import dev.drydock.lessons.course.TermId;
import dev.drydock.lessons.course.Translated;
import dev.drydock.lessons.message.Messages;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code glossary.yaml} of a content directory. */
final class GlossaryReader {
    static final String FILE = "glossary.yaml";

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_MEANING = 400;

    private final Problems problems = new Problems();

    private GlossaryReader() {}

    /**
     * What was read of a glossary.
     *
     * @param ids of all its terms, also of those with a problem: lessons that use one have none; empty when nothing is known
     * @param problems in its file, by the file's name alone
     */
    record Read(Glossary glossary, Optional<Set<String>> ids, Problems problems) {
        /** Whether no term is called so, as far as it can be told. */
        boolean lacks(TermId id) {
            return ids.isPresent() && !ids.get().contains(id.value());
        }
    }

    /** Reads that of a content directory, which need not have one. */
    static Read read(Path content) {
        GlossaryReader reader = new GlossaryReader();
        Path file = content.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Read(Glossary.EMPTY, Optional.of(Set.of()), reader.problems);
        }
        try {
            YamlNode node = YamlReader.read(TextSource.read(file));
            if (!(node instanceof YamlNode.Mapping mapping)) {
                throw new FormatException(node.line(), "a glossary must be a mapping, not " + node.kind());
            }
            return reader.terms(mapping);
        } catch (FormatException e) {
            reader.problems.add(FILE, e.line(), e.sentence());
            return new Read(Glossary.EMPTY, Optional.empty(), reader.problems);
        }
    }

    private Read terms(YamlNode.Mapping mapping) {
        List<Term> terms = new ArrayList<>();
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            try {
                terms.add(term(new TermId(entry.getKey()), entry.getValue().value()));
            } catch (FormatException e) {
                problems.add(FILE, e.line(), e.sentence());
            } catch (IllegalArgumentException e) {
                problems.add(FILE, entry.getValue().line(), String.valueOf(e.getMessage()));
            }
        }
        return new Read(
                new Glossary(terms), Optional.of(Set.copyOf(mapping.entries().keySet())), problems);
    }

    private static Term term(TermId id, YamlNode node) throws FormatException {
        Fields languages = Fields.of(
                node,
                "a term",
                Messages.LOCALES.stream().map(Locale::toLanguageTag).toList());
        Map<Locale, String> names = new HashMap<>();
        Map<Locale, String> meanings = new HashMap<>();
        for (Locale locale : Messages.LOCALES) {
            Fields words =
                    Fields.of(languages.require(locale.toLanguageTag()), "a term's words", List.of("term", "meaning"));
            names.put(locale, words.require("term", text -> limited(text, LONGEST_NAME)));
            meanings.put(locale, words.require("meaning", text -> limited(text, LONGEST_MEANING)));
        }
        return new Term(id, new Translated(names), new Translated(meanings));
    }

    private static String limited(String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("more than " + most + " characters");
        }
        return text.strip();
    }
}
