package dev.drydock.lessons.format;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the texts of a lesson with its steps and with each other. */
final class TextComparison {
    /** Where problems go. */
    interface Report {
        void problem(String file, int line, String sentence);
    }

    private final Map<StepId, Integer> steps;
    private final Map<Locale, TextFile> texts;
    private final LessonSource source;
    private final Report report;

    /** @param steps with their lines */
    TextComparison(Map<StepId, Integer> steps, Map<Locale, TextFile> texts, LessonSource source, Report report) {
        this.steps = steps;
        this.texts = texts;
        this.source = source;
        this.report = report;
    }

    /** Returns whether each text has the steps. */
    boolean compare() {
        Map.Entry<Locale, TextFile> first = texts.entrySet().iterator().next();
        boolean sameSteps = true;
        for (Map.Entry<Locale, TextFile> each : texts.entrySet()) {
            sameSteps &=
                    compareSteps(source.textName(each.getKey()), each.getValue().sections());
        }
        if (!sameSteps) {
            return false;
        }
        texts.forEach((locale, text) -> {
            for (int i = 0; i < steps.size(); i++) {
                compareSections(
                        source.textName(locale),
                        text.sections().get(i),
                        source.textName(first.getKey()),
                        first.getValue().sections().get(i));
            }
        });
        return true;
    }

    private boolean compareSteps(String file, List<Section> sections) {
        List<StepId> found = sections.stream().map(Section::step).toList();
        if (found.equals(List.copyOf(steps.keySet()))) {
            return true;
        }
        boolean explained = false;
        for (Section section : sections) {
            if (!steps.containsKey(section.step())) {
                report.problem(
                        file,
                        section.line(),
                        "the section {#" + section.step() + "} is no step of " + source.structureName() + "; they are "
                                + steps.keySet().stream().map(StepId::value).collect(Collectors.joining(", ")));
                explained = true;
            }
        }
        for (Map.Entry<StepId, Integer> step : steps.entrySet()) {
            if (!found.contains(step.getKey())) {
                report.problem(
                        source.structureName(),
                        step.getValue(),
                        "the step " + step.getKey() + " has no section {#" + step.getKey() + "} in " + file);
                explained = true;
            }
        }
        if (!explained) {
            report.problem(
                    file,
                    sections.getFirst().line(),
                    "the text's steps are " + found + ", those of " + source.structureName() + " are "
                            + steps.keySet());
        }
        return false;
    }

    private void compareSections(String file, Section section, String otherFile, Section other) {
        List<Mark> marks = section.marks();
        List<Mark> others = other.marks();
        for (int i = 0; i < Math.max(marks.size(), others.size()); i++) {
            if (i >= marks.size()) {
                Mark missing = others.get(i);
                report.problem(
                        file,
                        section.line(),
                        "the step lacks " + describe(missing) + " of " + otherFile + ":" + missing.line());
                return;
            }
            Mark mark = marks.get(i);
            if (i >= others.size() || !isSame(mark, others.get(i))) {
                report.problem(file, mark.line(), describe(mark) + " does not stand at this place in " + otherFile);
                return;
            }
        }
        if (section.hints().size() != other.hints().size()) {
            report.problem(
                    file,
                    section.line(),
                    "the step has " + section.hints().size() + " hints, in " + otherFile + " it has "
                            + other.hints().size());
        }
    }

    private static boolean isSame(Mark one, Mark other) {
        return one.kind().equals(other.kind())
                && one.text().equals(other.text())
                && one.host() == other.host()
                && one.terminal().equals(other.terminal())
                && one.how().equals(other.how());
    }

    private static String describe(Mark mark) {
        return "the " + mark.kind() + " \"" + mark.text().lines().findFirst().orElse("") + "\"";
    }
}
