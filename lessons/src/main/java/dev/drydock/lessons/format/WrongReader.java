package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.course.StepId;
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

/** Reads the wrong answers of a step, and compares them with what the texts say of them. */
final class WrongReader {
    private static final String LESSON = "lesson.yaml";

    private WrongReader() {}

    /** What {@code lesson.yaml} says of a wrong answer. */
    record Outline(int line, WrongId id, AtLine<Check> check, List<AtLine<String>> attempt, List<AtLine<String>> undo) {
        List<AtLine<String>> commands() {
            List<AtLine<String>> commands = new ArrayList<>(attempt);
            commands.addAll(undo);
            return commands;
        }
    }

    /**
     * Reads them.
     *
     * @param step it need not have wrong answers
     * @param values what stands in the places of variables
     */
    static List<Outline> read(Fields step, Values values) throws FormatException {
        List<Outline> outlines = new ArrayList<>();
        Set<WrongId> ids = new HashSet<>();
        if (step.find("wrong").isEmpty()) {
            return outlines;
        }
        for (YamlNode node : step.requireList("wrong")) {
            Fields fields = Fields.of(node, "a wrong answer", List.of("id", "check", "try", "undo"));
            WrongId id = fields.require("id", WrongId::new);
            if (!ids.add(id)) {
                throw new FormatException(node.line(), "a second wrong answer \"" + id + "\"");
            }
            outlines.add(new Outline(
                    node.line(),
                    id,
                    CheckReader.readAndLint(fields.require("check").filled(values)),
                    CommandReader.read(fields, "try", values),
                    fields.find("undo").isPresent() ? CommandReader.read(fields, "undo", values) : List.of()));
        }
        return outlines;
    }

    /** Each wrong answer has to be explained in every language, and nothing else is explained. */
    static void compare(
            StepId step,
            List<Outline> outlines,
            Map<Locale, TextFile> texts,
            Function<Locale, String> fileName,
            TextComparison.Report report) {
        Set<WrongId> known = outlines.stream().map(Outline::id).collect(Collectors.toSet());
        texts.forEach((locale, text) -> {
            List<Explanation> explanations = text.sections().stream()
                    .filter(section -> section.step().equals(step))
                    .findFirst()
                    .map(Section::wrong)
                    .orElse(List.of());
            String file = fileName.apply(locale);
            explanations.stream()
                    .filter(explanation -> !known.contains(explanation.wrong()))
                    .forEach(explanation -> report.problem(
                            file,
                            explanation.line(),
                            "[!WRONG " + explanation.wrong() + "] is no wrong answer of the step " + step
                                    + " in lesson.yaml"));
            explanations.stream()
                    .filter(explanation -> explanation.text().isBlank())
                    .forEach(explanation -> report.problem(
                            file, explanation.line(), "[!WRONG " + explanation.wrong() + "] explains nothing"));
            outlines.stream()
                    .filter(outline ->
                            explanations.stream().noneMatch(each -> each.wrong().equals(outline.id())))
                    .forEach(outline -> report.problem(
                            LESSON,
                            outline.line(),
                            "the wrong answer " + outline.id() + " has no [!WRONG " + outline.id()
                                    + "] in the section {#" + step + "} of " + file));
        });
    }

    /** The explanation in one language, once {@link #compare} has found nothing. */
    static String text(Section section, WrongId wrong) {
        return section.wrong().stream()
                .filter(each -> each.wrong().equals(wrong))
                .findFirst()
                .map(Explanation::text)
                .orElse("");
    }
}
