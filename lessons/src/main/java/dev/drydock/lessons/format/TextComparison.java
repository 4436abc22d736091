package dev.drydock.lessons.format;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Compares the texts of a lesson with its steps and with each other. */
final class TextComparison {
    /** Where problems go. */
    interface Report {
        void problem(String file, int line, String sentence);
    }

    private final List<StepId> steps;
    private final Map<Locale, TextFile> texts;
    private final Function<Locale, String> fileName;
    private final Report report;

    TextComparison(List<StepId> steps, Map<Locale, TextFile> texts, Function<Locale, String> fileName, Report report) {
        this.steps = steps;
        this.texts = texts;
        this.fileName = fileName;
        this.report = report;
    }

    void compare() {
        Map.Entry<Locale, TextFile> first = texts.entrySet().iterator().next();
        boolean sameSteps = true;
        for (Map.Entry<Locale, TextFile> each : texts.entrySet()) {
            sameSteps &=
                    compareSteps(fileName.apply(each.getKey()), each.getValue().sections());
        }
        if (!sameSteps) {
            return;
        }
        texts.forEach((locale, text) -> {
            for (int i = 0; i < steps.size(); i++) {
                compareSections(
                        fileName.apply(locale),
                        text.sections().get(i),
                        fileName.apply(first.getKey()),
                        first.getValue().sections().get(i));
            }
        });
    }

    private boolean compareSteps(String file, List<Section> sections) {
        List<StepId> found = sections.stream().map(Section::step).toList();
        if (found.equals(steps)) {
            return true;
        }
        int line = sections.isEmpty() ? 1 : sections.getFirst().line();
        report.problem(file, line, "the text's steps are " + found + ", those of lesson.yaml are " + steps);
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
        return one.kind().equals(other.kind()) && one.text().equals(other.text());
    }

    private static String describe(Mark mark) {
        return "the " + mark.kind() + " \"" + mark.text().lines().findFirst().orElse("") + "\"";
    }
}
