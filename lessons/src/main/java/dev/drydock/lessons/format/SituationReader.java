package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Explanation;
import dev.drydock.lessons.text.TextFile.Section;
import dev.drydock.lessons.variable.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the wrong answers of a step and its hints with conditions, and compares them with what the texts say of them. */
final class SituationReader {
    private static final String LESSON = "lesson.yaml";

    private SituationReader() {}

    /** What a check recognises while a step is open. */
    enum Kind {
        /** A mistake, which is explained at once. */
        WRONG("wrong", "wrong answer", "WRONG"),
        /** Help for who is stuck there. */
        HINT("hints", "hint", "HINT");

        private final String key;
        private final String words;
        private final String marker;

        Kind(String key, String words, String marker) {
            this.key = key;
            this.words = words;
            this.marker = marker;
        }

        String check(String id) {
            return this == WRONG ? new WrongId(id).value() : new HintId(id).value();
        }

        List<Explanation> explanations(Section section) {
            return this == WRONG ? section.wrong() : section.situations();
        }

        String marked(String id) {
            return "[!" + marker + " " + id + "]";
        }
    }

    /**
     * What {@code lesson.yaml} says of one.
     *
     * @param attempt nothing for a hint that no test shall try
     */
    record Outline(
            Kind kind,
            int line,
            String id,
            AtLine<Check> check,
            List<AtLine<String>> attempt,
            List<AtLine<String>> undo) {
        List<AtLine<String>> commands() {
            List<AtLine<String>> commands = new ArrayList<>(attempt);
            commands.addAll(undo);
            return commands;
        }
    }

    /**
     * Reads those of a kind.
     *
     * @param step it need not have any
     * @param values what stands in the places of variables
     */
    static List<Outline> read(Kind kind, Fields step, Values values) throws FormatException {
        List<Outline> outlines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        if (step.find(kind.key).isEmpty()) {
            return outlines;
        }
        for (YamlNode node : step.requireList(kind.key)) {
            Fields fields = Fields.of(node, "a " + kind.words, List.of("id", "check", "try", "undo"));
            String id = fields.require("id", kind::check);
            if (!ids.add(id)) {
                throw new FormatException(node.line(), "a second " + kind.words + " \"" + id + "\"");
            }
            boolean isTried = kind == Kind.WRONG || fields.find("try").isPresent();
            if (!isTried && fields.find("undo").isPresent()) {
                throw new FormatException(node.line(), "\"undo\" without \"try\"");
            }
            outlines.add(new Outline(
                    kind,
                    node.line(),
                    id,
                    CheckReader.readAndLint(fields.require("check").filled(values)),
                    isTried ? CommandReader.read(fields, "try", values) : List.of(),
                    fields.find("undo").isPresent() ? CommandReader.read(fields, "undo", values) : List.of()));
        }
        return outlines;
    }

    /** Each has to be explained in every language, and nothing else is explained. */
    static void compare(
            Kind kind,
            StepReader.Outline step,
            Map<Locale, TextFile> texts,
            Function<Locale, String> fileName,
            TextComparison.Report report) {
        List<Outline> outlines = kind == Kind.WRONG ? step.wrong() : step.hints();
        Set<String> known = outlines.stream().map(Outline::id).collect(Collectors.toSet());
        texts.forEach((locale, text) -> {
            List<Explanation> explanations = text.sections().stream()
                    .filter(section -> section.step().equals(step.id()))
                    .findFirst()
                    .map(kind::explanations)
                    .orElse(List.of());
            String file = fileName.apply(locale);
            for (Explanation each : explanations) {
                if (!known.contains(each.id())) {
                    report.problem(
                            file,
                            each.line(),
                            kind.marked(each.id()) + " is no " + kind.words + " of the step " + step.id()
                                    + " in lesson.yaml");
                } else if (each.text().isBlank()) {
                    report.problem(file, each.line(), kind.marked(each.id()) + " explains nothing");
                }
            }
            for (Outline each : outlines) {
                if (explanations.stream().noneMatch(found -> found.id().equals(each.id()))) {
                    report.problem(
                            LESSON,
                            each.line(),
                            "the " + kind.words + " " + each.id() + " has no " + kind.marked(each.id())
                                    + " in the section {#" + step.id() + "} of " + file);
                }
            }
        });
    }

    /** The explanation in one language, once {@link #compare} has found nothing. */
    static String text(Section section, Outline outline) {
        return outline.kind().explanations(section).stream()
                .filter(each -> each.id().equals(outline.id()))
                .findFirst()
                .map(Explanation::text)
                .orElse("");
    }
}
