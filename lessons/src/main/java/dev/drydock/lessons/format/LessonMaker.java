package dev.drydock.lessons.format;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.Situation;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TermId;
import dev.drydock.lessons.course.Translated;
import dev.drydock.lessons.course.Variants;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.format.StepReader.Outline;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Section;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes lessons of what was read and found right: one for each set of values.
 *
 * @param nodes of the steps, with the places of values in them
 */
record LessonMaker(Head head, List<Variable> variables, List<YamlNode> nodes, Map<Locale, TextFile> texts)
        implements Variants {
    /** What is the same for all. */
    record Head(LessonId id, int number, int minutes, int hosts, List<ImageReference> images) {}

    @Override
    public Lesson lesson(Values values) {
        List<Outline> outlines;
        try {
            outlines = StepReader.readAll(nodes, values);
        } catch (FormatException e) {
            throw new IllegalArgumentException(
                    "lesson " + head.id() + ", line " + e.line() + ", with " + values.words() + ": " + e.sentence(), e);
        }
        Values shown = values;
        for (Outline outline : outlines) {
            shown = CaptureReader.named(shown, outline.captures());
        }
        return new Lesson(
                head.id(),
                head.number(),
                translated(text -> values.fill(text.title())),
                translated(TextFile::introduction),
                head.minutes(),
                head.hosts(),
                head.images(),
                steps(outlines, shown),
                terms(),
                values,
                shown,
                isSameForAll(outlines) ? Optional.empty() : Optional.of(this));
    }

    private boolean isSameForAll(List<Outline> outlines) {
        return variables.isEmpty()
                && outlines.stream().allMatch(outline -> outline.captures().isEmpty());
    }

    // Called when nothing is wrong: each text has the steps in this order and as many hints.
    private List<Step> steps(List<Outline> outlines, Values values) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < outlines.size(); i++) {
            int at = i;
            Outline outline = outlines.get(at);
            steps.add(new Step(
                    outline.id(),
                    outline.needed(),
                    translated(text -> values.fill(section(text, at).title())),
                    translated(text -> section(text, at).body()),
                    outline.check().value(),
                    outline.isKept(),
                    outline.quizzes().stream().map(QuizReader.At::quiz).toList(),
                    hints(outline, at),
                    outline.commands(),
                    outline.captures(),
                    outline.wrong().stream().map(wrong -> wrong(wrong, at)).toList()));
        }
        return steps;
    }

    /** First those that always help, each saying more than the one before. */
    private List<Hint> hints(Outline outline, int at) {
        int plain = texts.values().iterator().next().sections().get(at).hints().size();
        return Stream.concat(
                        IntStream.range(0, plain)
                                .mapToObj(hint -> new Hint(
                                        translated(text ->
                                                section(text, at).hints().get(hint)),
                                        Optional.empty())),
                        outline.hints().stream()
                                .map(hint -> new Hint(explanation(hint, at), Optional.of(situation(hint)))))
                .toList();
    }

    private static Situation situation(SituationReader.Outline outline) {
        return new Situation(
                new HintId(outline.id()),
                outline.check().value(),
                CommandReader.solution(outline.attempt()),
                CommandReader.typed(outline.undo()));
    }

    private WrongAnswer wrong(SituationReader.Outline outline, int at) {
        return new WrongAnswer(
                new WrongId(outline.id()),
                outline.check().value(),
                explanation(outline, at),
                CommandReader.solution(outline.attempt()),
                CommandReader.typed(outline.undo()));
    }

    private Translated explanation(SituationReader.Outline outline, int at) {
        return translated(text -> SituationReader.text(section(text, at), outline));
    }

    private static Section section(TextFile text, int at) {
        return text.sections().get(at);
    }

    private Set<TermId> terms() {
        return texts.values().stream()
                .flatMap(text -> text.terms().stream())
                .map(TextFile.TermUse::term)
                .collect(Collectors.toSet());
    }

    private Translated translated(Function<TextFile, String> part) {
        Map<Locale, String> parts = new HashMap<>();
        texts.forEach((locale, text) -> parts.put(locale, part.apply(text)));
        return new Translated(parts);
    }
}
