package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Capture;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Check.All;
import dev.drydock.lessons.check.Check.Any;
import dev.drydock.lessons.check.Check.Fact;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfBuild;
import dev.drydock.lessons.check.Check.OfEvent;
import dev.drydock.lessons.check.Check.OnHost;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.StepOrder;
import dev.drydock.lessons.format.YamlNode.Sequence;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.VariableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the steps of {@code lesson.yaml}. Ids are the same for every student, so they are never filled. */
final class StepReader {
    private StepReader() {}

    /** What {@code lesson.yaml} says of a step. */
    record Outline(
            int line,
            StepId id,
            Optional<List<AtLine<StepId>>> needs,
            AtLine<Check> check,
            boolean isKept,
            List<QuizReader.At> quizzes,
            List<AtLine<String>> solution,
            Map<VariableId, Capture> captures,
            List<SituationReader.Outline> wrong,
            List<SituationReader.Outline> hints) {
        /** As {@link StepOrder} takes them. */
        Optional<Set<StepId>> needed() {
            return needs.map(all -> all.stream().map(AtLine::value).collect(Collectors.toSet()));
        }

        Solution commands() {
            return CommandReader.solution(solution);
        }

        /** Its wrong answers, and its hints with conditions. */
        Stream<SituationReader.Outline> situations() {
            return Stream.concat(wrong.stream(), hints.stream());
        }

        /** Its own and those of its situations. */
        List<AtLine<Check>> checks() {
            return Stream.concat(Stream.of(check), situations().map(SituationReader.Outline::check))
                    .toList();
        }

        /** All that is ever typed in it. */
        List<AtLine<String>> typed() {
            return Stream.concat(solution.stream(), situations().flatMap(each -> each.commands().stream()))
                    .toList();
        }
    }

    /** Reads all; what no step has taken down yet is something that it might be. */
    static List<Outline> readAll(List<YamlNode> nodes, Values values) throws FormatException {
        List<Outline> outlines = new ArrayList<>();
        Values known = values;
        for (YamlNode node : nodes) {
            Outline outline = read(node, known);
            outlines.add(outline);
            known = CaptureReader.sampled(known, outline.captures());
        }
        return outlines;
    }

    /**
     * Reads one.
     *
     * @param values what stands in the places of variables
     */
    static Outline read(YamlNode node, Values values) throws FormatException {
        List<String> keys = List.of("id", "needs", "check", "keep", "quiz", "solution", "capture", "wrong", "hints");
        Fields fields = Fields.of(node, "a step", keys);
        StepId id = fields.require("id", StepId::new);
        List<QuizReader.At> quizzes = QuizReader.read(Fields.of(node.filled(values), "a step", keys));
        if (fields.find("check").isEmpty()
                && fields.find("solution").isEmpty()
                && fields.find("wrong").isEmpty()
                && fields.find("hints").isEmpty()
                && fields.find("keep").isEmpty()
                && quizzes.stream().anyMatch(at -> !at.quiz().isPrediction())) {
            return new Outline(
                    node.line(),
                    id,
                    needs(fields),
                    new AtLine<>(node.line(), Step.NOTHING),
                    true,
                    quizzes,
                    List.of(),
                    CaptureReader.read(fields, values),
                    List.of(),
                    List.of());
        }
        AtLine<Check> check = CheckReader.readAndLint(fields.require("check").filled(values));
        return new Outline(
                node.line(),
                id,
                needs(fields),
                check,
                isKept(fields, check.value()),
                quizzes,
                CommandReader.read(fields, "solution", values),
                CaptureReader.read(fields, values),
                SituationReader.read(SituationReader.Kind.WRONG, fields, values),
                SituationReader.read(SituationReader.Kind.HINT, fields, values));
    }

    /** One or a list, which may be empty: such a step is open from the beginning. */
    private static Optional<List<AtLine<StepId>>> needs(Fields fields) throws FormatException {
        Optional<YamlNode> written = fields.find("needs");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        List<AtLine<StepId>> needs = new ArrayList<>();
        if (!(written.get() instanceof Sequence sequence) || !sequence.items().isEmpty()) {
            for (YamlNode each : fields.items("needs")) {
                needs.add(new AtLine<>(each.line(), Fields.parse(each, "needs", StepId::new)));
            }
        }
        return Optional.of(needs);
    }

    private static boolean isKept(Fields fields, Check check) throws FormatException {
        Optional<Boolean> keep = fields.find("keep", Fields::flag);
        if (keep.isEmpty() || keep.get()) {
            return true;
        }
        int line = fields.require("keep").line();
        if (fields.find("capture").isPresent()) {
            throw new FormatException(line, "\"keep\": a step that takes something down stays done");
        }
        if (asksWhatHappened(check)) {
            throw new FormatException(
                    line, "\"keep\": what has happened stays so; ask for what is there, not for an event or a build");
        }
        return false;
    }

    private static boolean asksWhatHappened(Check check) {
        return switch (check) {
            case All(List<Check> checks) -> checks.stream().anyMatch(StepReader::asksWhatHappened);
            case Any(List<Check> checks) -> checks.stream().anyMatch(StepReader::asksWhatHappened);
            case Not(Fact fact) -> asksWhatHappened(fact);
            case OnHost(int _, Check there) -> asksWhatHappened(there);
            case OfEvent _, OfBuild _ -> true;
            case Fact _ -> false;
        };
    }

    /** The order of these steps. */
    static StepOrder order(List<Outline> steps) {
        SequencedMap<StepId, Optional<Set<StepId>>> needs = new LinkedHashMap<>();
        steps.forEach(step -> needs.put(step.id(), step.needed()));
        return StepOrder.of(needs);
    }
}
