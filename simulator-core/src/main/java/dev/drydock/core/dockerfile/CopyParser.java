package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Copy;
import dev.drydock.core.dockerfile.Instruction.Copy.Source;
import dev.drydock.core.dockerfile.Instruction.Heredoc;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code COPY} and {@code ADD}. */
final class CopyParser {
    private static final Map<String, Flags.Kind> ADD =
            Map.of("chown", Flags.Kind.TEXT, "chmod", Flags.Kind.TEXT, "link", Flags.Kind.SWITCH);
    private static final Map<String, Flags.Kind> COPY = Map.of(
            "from", Flags.Kind.TEXT, "chown", Flags.Kind.TEXT, "chmod", Flags.Kind.TEXT, "link", Flags.Kind.SWITCH);

    private CopyParser() {}

    static Copy parse(Statement statement) {
        List<String> words = statement.arguments().words();
        Copy.Kind kind = Copy.Kind.valueOf(statement.keyword());
        if (words.size() < 2) {
            throw new InvalidParameter(
                    kind
                            + " requires at least two arguments, but only one was provided. Destination could not be determined");
        }
        Flags flags = Flags.of(statement, kind == Copy.Kind.ADD ? ADD : COPY);
        boolean hasHeredocs = !statement.arguments().isJson();
        if (hasHeredocs && HeredocHead.of(words.getLast()).isPresent()) {
            throw new InvalidParameter(kind + " cannot accept a heredoc as a destination");
        }
        List<String> sources = words.subList(0, words.size() - 1);
        return new Copy(
                kind,
                hasHeredocs ? sources(sources, statement.heredocs()) : named(sources),
                words.getLast(),
                flags.value("from"),
                flags.value("chown"),
                flags.value("chmod"),
                flags.isOn("link"));
    }

    private static List<Source> named(List<String> words) {
        List<Source> sources = new ArrayList<>();
        words.forEach(word -> sources.add(new Source.Named(word)));
        return sources;
    }

    private static List<Source> sources(List<String> words, List<Heredoc> heredocs) {
        Map<String, Heredoc> byName = new HashMap<>();
        heredocs.forEach(heredoc -> byName.put(heredoc.name(), heredoc));
        List<Source> sources = new ArrayList<>();
        for (String word : words) {
            Optional<Heredoc> text = HeredocHead.of(word).map(HeredocHead::name).map(byName::get);
            sources.add(text.<Source>map(Source.Inline::new).orElseGet(() -> new Source.Named(word)));
        }
        return sources;
    }
}
