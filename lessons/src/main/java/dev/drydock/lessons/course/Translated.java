package dev.drydock.lessons.course;

import dev.drydock.lessons.message.Messages;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One text in every language that lessons are written in. */
public record Translated(Map<Locale, String> texts) {
    public Translated {
        texts = Map.copyOf(texts);
        if (!texts.keySet().containsAll(Messages.LOCALES)) {
            throw new IllegalArgumentException("a language is missing: " + texts.keySet());
        }
    }

    /** The text in the language nearest to the reader's. */
    public String in(Locale reader) {
        return Objects.requireNonNull(texts.get(Messages.nearest(reader)));
    }
}
