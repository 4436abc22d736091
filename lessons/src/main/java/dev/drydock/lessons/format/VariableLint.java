package dev.drydock.lessons.format;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.format.StepReader.Outline;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Section;
import dev.drydock.lessons.variable.Choice;
import dev.drydock.lessons.variable.Placeholders;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import dev.drydock.lessons.variable.VariableId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds places of variables that a lesson does not have, and values with which it cannot be read. */
record VariableLint(List<Variable> variables, List<Outline> steps, TextComparison.Report report) {
    private static final String LESSON = "lesson.yaml";
    private static final int ALL = 64;

    /** Looks at what is written of each step, and at a text with the sections of the steps. */
    void checkSteps(List<YamlNode> nodes) {
        Set<String> all = names();
        for (int i = 0; i < nodes.size(); i++) {
            YamlNode node = nodes.get(i);
            check(known(i), node);
            if (i < steps.size()) {
                steps.get(i).captures().keySet().forEach(captured -> addCaptured(all, captured, node));
            }
        }
    }

    private void addCaptured(Set<String> names, VariableId captured, YamlNode step) {
        if (!names.add(captured.value())) {
            report.problem(LESSON, step.line(), "a second value is called " + captured);
        }
    }

    private Set<String> names() {
        return variables.stream().map(each -> each.id().value()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that have values when the step at this place is open. */
    private Set<String> known(int step) {
        Set<String> names = names();
        if (step < steps.size()) {
            Set<StepId> before = StepReader.order(steps).before(steps.get(step).id());
            steps.stream()
                    .filter(each -> before.contains(each.id()))
                    .flatMap(each -> each.captures().keySet().stream())
                    .forEach(captured -> names.add(captured.value()));
        }
        return names;
    }

    private void check(Set<String> names, YamlNode node) {
        switch (node) {
            case YamlNode.Mapping mapping -> mapping.entries().values().forEach(entry -> check(names, entry.value()));
            case YamlNode.Sequence sequence -> sequence.items().forEach(item -> check(names, item));
            case YamlNode.Scalar scalar -> checkLine(LESSON, scalar.line(), scalar.text(), names);
        }
    }

    /** @param text of one language, whose sections know the values that the steps which theirs need have taken down */
    void check(String file, String source, TextFile text) {
        Set<String> names = names();
        List<Section> sections = text.sections();
        int line = 0;
        int section = 0;
        for (String each : source.lines().toList()) {
            line++;
            while (section < sections.size() && sections.get(section).line() <= line) {
                names = known(section);
                section++;
            }
            checkLine(file, line, each, names);
        }
    }

    private void checkLine(String file, int line, String text, Set<String> names) {
        for (String name : Placeholders.names(text)) {
            if (!names.contains(name)) {
                report.problem(file, line, unknown(name, names));
            }
        }
    }

    private String unknown(String name, Set<String> names) {
        String known = names.isEmpty() ? "" : "; there are " + String.join(", ", names);
        String taken = steps.stream()
                .filter(step -> step.captures().keySet().stream()
                        .anyMatch(captured -> captured.value().equals(name)))
                .map(step -> ": the step \"" + step.id() + "\" takes it down, which has to be done before")
                .findFirst()
                .orElse(known);
        return "there is no variable @{" + name + "}" + taken;
    }

    /** Reads the steps with each value that a variable may have; of many the first, the last and some between. */
    void tryAll(List<YamlNode> nodes, Values sample) {
        for (Variable variable : variables) {
            Choice choice = variable.choice();
            int stride = Math.max(1, choice.count() / ALL);
            boolean wrong = IntStream.range(0, choice.count())
                    .filter(index -> index % stride == 0 || index == choice.count() - 1)
                    .mapToObj(choice::value)
                    .anyMatch(value -> isWrong(nodes, sample, variable.id(), value));
            if (wrong) {
                return;
            }
        }
    }

    private boolean isWrong(List<YamlNode> nodes, Values sample, VariableId variable, String value) {
        try {
            StepReader.readAll(nodes, sample.with(variable, value));
            return false;
        } catch (FormatException e) {
            report.problem(LESSON, e.line(), e.sentence() + " (when @{" + variable + "} is " + value + ")");
            return true;
        }
    }
}
