package dev.drydock.lessons.format;

import dev.drydock.lessons.variable.Choice;
import dev.drydock.lessons.variable.Placeholders;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import dev.drydock.lessons.variable.VariableId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds places of variables that a lesson does not have, and values with which it cannot be read. */
record VariableLint(List<Variable> variables, TextComparison.Report report) {
    private static final int ALL = 64;

    void check(String file, YamlNode node) {
        switch (node) {
            case YamlNode.Mapping mapping -> mapping.entries().values().forEach(entry -> check(file, entry.value()));
            case YamlNode.Sequence sequence -> sequence.items().forEach(item -> check(file, item));
            case YamlNode.Scalar scalar -> checkLine(file, scalar.line(), scalar.text());
        }
    }

    void check(String file, String text) {
        int line = 0;
        for (String each : text.lines().toList()) {
            line++;
            checkLine(file, line, each);
        }
    }

    private void checkLine(String file, int line, String text) {
        for (String name : Placeholders.names(text)) {
            if (variables.stream().noneMatch(each -> each.id().value().equals(name))) {
                report.problem(
                        file,
                        line,
                        "there is no variable @{" + name + "}"
                                + variables.stream()
                                        .map(Variable::id)
                                        .map(VariableId::value)
                                        .collect(Collectors.collectingAndThen(
                                                Collectors.joining(", "),
                                                known -> known.isEmpty() ? "" : "; there are " + known)));
            }
        }
    }

    /** Reads the steps with each value that a variable may have; of many the first, the last and some between. */
    void tryAll(List<YamlNode> steps, Values sample) {
        for (Variable variable : variables) {
            Choice choice = variable.choice();
            int stride = Math.max(1, choice.count() / ALL);
            boolean wrong = IntStream.range(0, choice.count())
                    .filter(index -> index % stride == 0 || index == choice.count() - 1)
                    .mapToObj(choice::value)
                    .anyMatch(value -> isWrong(steps, sample, variable.id(), value));
            if (wrong) {
                return;
            }
        }
    }

    private boolean isWrong(List<YamlNode> steps, Values sample, VariableId variable, String value) {
        for (YamlNode step : steps) {
            try {
                StepReader.read(step, sample.with(variable, value));
            } catch (FormatException e) {
                report.problem("lesson.yaml", e.line(), e.sentence() + " (when @{" + variable + "} is " + value + ")");
                return true;
            }
        }
        return false;
    }
}
