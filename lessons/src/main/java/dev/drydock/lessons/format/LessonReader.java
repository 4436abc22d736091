package dev.drydock.lessons.format;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.format.StepReader.Outline;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.variable.Drawing;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads one lesson: its structure, as {@code lesson.yaml} says it, and its words, as {@code text.<language>.md} does. */
final class LessonReader {
    private static final int LONGEST_MINUTES = 240;

    private final LessonSource source;
    private final Problems all;
    private final Known known;
    private final Problems problems = new Problems();
    private final Map<Locale, String> sources = new LinkedHashMap<>();

    /** @param known what the lesson may speak of */
    LessonReader(LessonSource source, Problems problems, Known known) {
        this.source = source;
        this.all = problems;
        this.known = known;
    }

    /**
     * What is there besides the lesson.
     *
     * @param images that it may use; empty to let it use any
     */
    record Known(Optional<OfferedImages> images, GlossaryReader.Read glossary) {}

    /**
     * What {@code lesson.yaml} says.
     *
     * @param nodes of the steps, as they are written
     * @param steps as they are with values that the variables may have
     */
    private record Structure(
            int minutes,
            int hosts,
            List<AtLine<ImageReference>> images,
            List<Variable> variables,
            List<YamlNode> nodes,
            List<Outline> steps) {
        List<ImageReference> needed() {
            return images.stream().map(AtLine::value).toList();
        }

        Values sample() {
            return Drawing.draw("", variables);
        }
    }

    /** The lesson as it can be shown; images that labs lack are no hindrance. */
    Optional<Lesson> read(LessonId id, int number) {
        source.problems().forEach(each -> problem(source.structureName(), each.line(), each.value()));
        Optional<Structure> structure = structure();
        Map<Locale, TextFile> texts = texts();
        boolean isReadable = false;
        if (structure.isPresent() && texts.size() == Messages.LOCALES.size()) {
            Map<StepId, Integer> steps = new LinkedHashMap<>();
            structure.get().steps().forEach(step -> steps.put(step.id(), step.line()));
            if (new TextComparison(steps, texts, source, this::problem).compare()) {
                texts.forEach((locale, text) -> lintQuizzes(structure.get(), locale, text));
            }
            structure.get().steps().forEach(step -> compareSituations(step, texts));
            new HostUse(structure.get().hosts(), this::problem).check(texts, source::textName);
            lintVariables(structure.get(), texts);
            isReadable = problems.isEmpty();
            known.images().ifPresent(offered -> {
                lintNeeded(offered, structure.get().images());
                lintImages(
                        new ImageLint(offered, structure.get().needed()),
                        structure.get().steps(),
                        texts);
            });
        }
        all.addAll(problems);
        return isReadable ? structure.map(each -> lesson(id, number, each, texts)) : Optional.empty();
    }

    private void compareSituations(Outline step, Map<Locale, TextFile> texts) {
        for (SituationReader.Kind kind : SituationReader.Kind.values()) {
            SituationReader.compare(kind, step, texts, source::textName, this::problem);
        }
    }

    private void lintQuizzes(Structure structure, Locale locale, TextFile text) {
        QuizLint lint = new QuizLint(source.textName(locale), this::problem);
        for (int i = 0; i < structure.steps().size(); i++) {
            lint.check(structure.steps().get(i).quizzes(), text.sections().get(i));
        }
    }

    private static Lesson lesson(LessonId id, int number, Structure structure, Map<Locale, TextFile> texts) {
        var head = new LessonMaker.Head(id, number, structure.minutes(), structure.hosts(), structure.needed());
        return new LessonMaker(head, structure.variables(), structure.nodes(), texts).lesson(structure.sample());
    }

    private void lintVariables(Structure structure, Map<Locale, TextFile> texts) {
        VariableLint lint = new VariableLint(structure.variables(), structure.steps(), this::problem);
        lint.checkSteps(structure.nodes());
        texts.forEach((locale, text) ->
                lint.check(source.textName(locale), Objects.requireNonNull(sources.get(locale)), text));
        if (problems.isEmpty()) {
            lint.tryAll(structure.nodes(), structure.sample());
        }
    }

    private void lintNeeded(OfferedImages offered, List<AtLine<ImageReference>> needed) {
        for (AtLine<ImageReference> image : needed) {
            if (offered.has(image.value())) {
                problem(
                        source.structureName(),
                        image.line(),
                        "every lab host has " + image.value().familiar() + " anyway");
            } else if (!offered.canBeBuilt(image.value())) {
                problem(
                        source.structureName(),
                        image.line(),
                        "there is no recipe for " + image.value().familiar() + " in content/images");
            }
        }
    }

    private static List<AtLine<ImageReference>> needed(Fields fields) throws FormatException {
        List<AtLine<ImageReference>> images = new ArrayList<>();
        for (YamlNode node : fields.items("images")) {
            images.add(new AtLine<>(node.line(), Fields.parse(node, "images", ImageReference::parse)));
        }
        return images;
    }

    private void lintImages(ImageLint lint, List<Outline> steps, Map<Locale, TextFile> texts) {
        steps.forEach(step -> lint.learn(CommandReader.solution(step.typed()).commands()));
        for (Outline step : steps) {
            for (AtLine<Check> check : step.checks()) {
                lint.problem(check.value())
                        .ifPresent(sentence -> problem(source.structureName(), check.line(), sentence));
            }
            for (AtLine<String> command : step.typed()) {
                lint.problem(TypedLine.parse(command.value()).command())
                        .ifPresent(sentence -> problem(source.structureName(), command.line(), sentence));
            }
        }
        texts.forEach((locale, text) -> {
            List<Mark> commands = text.sections().stream()
                    .flatMap(section -> section.marks().stream())
                    .filter(mark -> mark.kind().equals("run"))
                    .toList();
            lint.learn(commands.stream().map(Mark::text).toList());
            commands.forEach(command -> lint.problem(command.text())
                    .ifPresent(sentence -> problem(source.textName(locale), command.line(), sentence)));
        });
    }

    private Optional<Structure> structure() {
        try {
            YamlNode yaml = source.structure();
            Fields fields = Fields.of(yaml, "a lesson", List.of("minutes", "hosts", "images", "variables", "steps"));
            int minutes = fields.require("minutes", LessonReader::minutes);
            int hosts = fields.find("hosts", HostUse::number).orElse(1);
            List<Variable> variables = VariableReader.read(fields);
            List<YamlNode> nodes = fields.requireList("steps");
            Structure structure = new Structure(
                    minutes, hosts, needed(fields), variables, nodes, steps(nodes, Drawing.draw("", variables)));
            HostUse use = new HostUse(hosts, this::problem);
            structure.steps().forEach(step -> step.checks().forEach(check -> use.check(check.line(), check.value())));
            use.check(structure.steps().stream()
                    .flatMap(step -> step.typed().stream())
                    .map(line -> new AtLine<>(line.line(), TypedLine.parse(line.value())))
                    .toList());
            return Optional.of(structure);
        } catch (FormatException e) {
            problem(source.structureName(), e.line(), e.sentence());
            return Optional.empty();
        }
    }

    private List<Outline> steps(List<YamlNode> nodes, Values values) {
        Map<StepId, Outline> steps = new LinkedHashMap<>();
        Set<QuizId> quizzes = new HashSet<>();
        Values filled = values;
        for (YamlNode node : nodes) {
            try {
                Outline step = StepReader.read(node, filled);
                filled = CaptureReader.sampled(filled, step.captures());
                if (steps.put(step.id(), step) != null) {
                    problem(source.structureName(), node.line(), "a second step \"" + step.id() + "\"");
                }
                step.quizzes().stream()
                        .filter(at -> !quizzes.add(at.quiz().id()))
                        .forEach(at -> problem(
                                source.structureName(),
                                at.line(),
                                "a second quiz \"" + at.quiz().id() + "\" in this lesson"));
            } catch (FormatException e) {
                problem(source.structureName(), e.line(), e.sentence());
            }
        }
        List<Outline> all = List.copyOf(steps.values());
        if (all.size() == nodes.size()) {
            new NeedsLint(source.structureName(), this::problem).check(all);
        }
        return all;
    }

    private static int minutes(String text) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LONGEST_MINUTES) {
            throw new IllegalArgumentException("\"" + text + "\" is not from 1 to " + LONGEST_MINUTES);
        }
        return Integer.parseInt(text);
    }

    private Map<Locale, TextFile> texts() {
        Map<Locale, TextFile> texts = new LinkedHashMap<>();
        for (Locale locale : Messages.LOCALES) {
            String file = source.textName(locale);
            try {
                String markdown = source.text(locale);
                sources.put(locale, markdown);
                TextFile text = TextFile.parse(markdown);
                text.problems().forEach(each -> problem(file, each.line(), each.sentence()));
                text.terms().stream()
                        .filter(use -> known.glossary().lacks(use.term()))
                        .forEach(use -> problem(
                                file,
                                use.line(),
                                "the glossary has no term \"" + use.term() + "\": see " + GlossaryReader.FILE));
                texts.put(locale, text);
            } catch (FormatException e) {
                problem(file, e.line(), e.sentence());
            }
        }
        return texts;
    }

    private void problem(String file, int line, String sentence) {
        problems.add(source.path(file), line, sentence);
    }
}
