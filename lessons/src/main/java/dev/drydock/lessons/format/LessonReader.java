package dev.drydock.lessons.format;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.Solution;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.Translated;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.text.TextFile;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads one lesson: its structure from {@code lesson.yaml}, its words from {@code text.<language>.md}. */
final class LessonReader {
    private static final int LONGEST_MINUTES = 240;

    private final Path directory;
    private final String name;
    private final Problems all;
    private final Optional<OfferedImages> images;
    private final Problems problems = new Problems();

    /**
     * @param name of the directory in problems
     * @param images that the lesson may use; empty to let it use any
     */
    LessonReader(Path directory, String name, Problems problems, Optional<OfferedImages> images) {
        this.directory = directory;
        this.name = name;
        this.all = problems;
        this.images = images;
    }

    /** What {@code lesson.yaml} says of a step. */
    private record Outline(
            int line,
            StepId id,
            AtLine<Check> check,
            List<QuizReader.At> quizzes,
            List<AtLine<String>> solution,
            List<WrongReader.Outline> wrong) {
        Solution commands() {
            return CommandReader.solution(solution);
        }

        /** Its own and those of its wrong answers. */
        List<AtLine<Check>> checks() {
            return Stream.concat(Stream.of(check), wrong.stream().map(WrongReader.Outline::check))
                    .toList();
        }

        /** All that is ever typed in it. */
        List<AtLine<String>> typed() {
            return Stream.concat(solution.stream(), wrong.stream().flatMap(each -> each.commands().stream()))
                    .toList();
        }
    }

    private record Structure(int minutes, int hosts, List<AtLine<ImageReference>> images, List<Outline> steps) {
        List<ImageReference> needed() {
            return images.stream().map(AtLine::value).toList();
        }
    }

    Optional<Lesson> read(LessonId id, int number) {
        Optional<Structure> structure = structure();
        Map<Locale, TextFile> texts = texts();
        if (structure.isPresent() && texts.size() == Messages.LOCALES.size()) {
            Map<StepId, Integer> steps = new LinkedHashMap<>();
            structure.get().steps().forEach(step -> steps.put(step.id(), step.line()));
            if (new TextComparison(steps, texts, LessonReader::textName, this::problem).compare()) {
                texts.forEach((locale, text) -> lintQuizzes(structure.get(), locale, text));
            }
            structure
                    .get()
                    .steps()
                    .forEach(step ->
                            WrongReader.compare(step.id(), step.wrong(), texts, LessonReader::textName, this::problem));
            new HostUse(structure.get().hosts(), this::problem).check(texts, LessonReader::textName);
            images.ifPresent(offered -> {
                lintNeeded(offered, structure.get().images());
                lintImages(
                        new ImageLint(offered, structure.get().needed()),
                        structure.get().steps(),
                        texts);
            });
        }
        all.addAll(problems);
        return problems.isEmpty() ? structure.map(each -> lesson(id, number, each, texts)) : Optional.empty();
    }

    private void lintQuizzes(Structure structure, Locale locale, TextFile text) {
        QuizLint lint = new QuizLint(textName(locale), this::problem);
        for (int i = 0; i < structure.steps().size(); i++) {
            lint.check(structure.steps().get(i).quizzes(), section(text, i));
        }
    }

    private void lintNeeded(OfferedImages offered, List<AtLine<ImageReference>> needed) {
        for (AtLine<ImageReference> image : needed) {
            if (offered.has(image.value())) {
                problem(
                        "lesson.yaml",
                        image.line(),
                        "every lab host has " + image.value().familiar() + " anyway");
            } else if (!offered.canBeBuilt(image.value())) {
                problem(
                        "lesson.yaml",
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
                lint.problem(check.value()).ifPresent(sentence -> problem("lesson.yaml", check.line(), sentence));
            }
            for (AtLine<String> command : step.typed()) {
                lint.problem(TypedLine.parse(command.value()).command())
                        .ifPresent(sentence -> problem("lesson.yaml", command.line(), sentence));
            }
        }
        texts.forEach((locale, text) -> {
            List<Mark> commands = text.sections().stream()
                    .flatMap(section -> section.marks().stream())
                    .filter(mark -> mark.kind().equals("run"))
                    .toList();
            lint.learn(commands.stream().map(Mark::text).toList());
            commands.forEach(command -> lint.problem(command.text())
                    .ifPresent(sentence -> problem(textName(locale), command.line(), sentence)));
        });
    }

    private Optional<Structure> structure() {
        try {
            YamlNode yaml = YamlReader.read(TextSource.read(directory.resolve("lesson.yaml")));
            Fields fields = Fields.of(yaml, "a lesson", List.of("minutes", "hosts", "images", "steps"));
            int hosts = fields.find("hosts", HostUse::number).orElse(1);
            Structure structure = new Structure(
                    fields.require("minutes", LessonReader::minutes), hosts, needed(fields), steps(fields));
            HostUse use = new HostUse(hosts, this::problem);
            structure.steps().forEach(step -> {
                step.checks().forEach(check -> use.check(check.line(), check.value()));
                step.typed().forEach(line -> use.check(line.line(), TypedLine.parse(line.value())));
            });
            return Optional.of(structure);
        } catch (FormatException e) {
            problem("lesson.yaml", e.line(), e.sentence());
            return Optional.empty();
        }
    }

    private List<Outline> steps(Fields fields) throws FormatException {
        Map<StepId, Outline> steps = new LinkedHashMap<>();
        Set<QuizId> quizzes = new HashSet<>();
        for (YamlNode node : fields.requireList("steps")) {
            try {
                Outline step = step(node);
                if (steps.put(step.id(), step) != null) {
                    problem("lesson.yaml", node.line(), "a second step \"" + step.id() + "\"");
                }
                step.quizzes().stream()
                        .filter(at -> !quizzes.add(at.quiz().id()))
                        .forEach(at -> problem(
                                "lesson.yaml",
                                at.line(),
                                "a second quiz \"" + at.quiz().id() + "\" in this lesson"));
            } catch (FormatException e) {
                problem("lesson.yaml", e.line(), e.sentence());
            }
        }
        return List.copyOf(steps.values());
    }

    private static Outline step(YamlNode node) throws FormatException {
        Fields fields = Fields.of(node, "a step", List.of("id", "check", "quiz", "solution", "wrong"));
        StepId id = fields.require("id", StepId::new);
        List<QuizReader.At> quizzes = QuizReader.read(fields);
        if (fields.find("check").isEmpty()
                && fields.find("solution").isEmpty()
                && fields.find("wrong").isEmpty()
                && quizzes.stream().anyMatch(at -> !at.quiz().isPrediction())) {
            return new Outline(node.line(), id, new AtLine<>(node.line(), Step.NOTHING), quizzes, List.of(), List.of());
        }
        return new Outline(
                node.line(),
                id,
                CheckReader.readAndLint(fields.require("check")),
                quizzes,
                CommandReader.read(fields, "solution"),
                WrongReader.read(fields));
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
            String file = textName(locale);
            try {
                TextFile text = TextFile.parse(TextSource.read(directory.resolve(file)));
                text.problems().forEach(each -> problem(file, each.line(), each.sentence()));
                texts.put(locale, text);
            } catch (FormatException e) {
                problem(file, e.line(), e.sentence());
            }
        }
        return texts;
    }

    private static String textName(Locale locale) {
        return "text." + locale.toLanguageTag() + ".md";
    }

    private void problem(String file, int line, String sentence) {
        problems.add(name + "/" + file, line, sentence);
    }

    // Called when nothing is wrong: each text has the steps in this order and as many hints.
    private static Lesson lesson(LessonId id, int number, Structure structure, Map<Locale, TextFile> texts) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < structure.steps().size(); i++) {
            int at = i;
            Outline outline = structure.steps().get(at);
            int hints =
                    texts.values().iterator().next().sections().get(at).hints().size();
            steps.add(new Step(
                    outline.id(),
                    translated(texts, text -> section(text, at).title()),
                    translated(texts, text -> section(text, at).body()),
                    outline.check().value(),
                    outline.quizzes().stream().map(QuizReader.At::quiz).toList(),
                    IntStream.range(0, hints)
                            .mapToObj(hint -> new Hint(translated(
                                    texts, text -> section(text, at).hints().get(hint))))
                            .toList(),
                    outline.commands(),
                    outline.wrong().stream()
                            .map(wrong -> wrong(wrong, texts, at))
                            .toList()));
        }
        return new Lesson(
                id,
                number,
                translated(texts, TextFile::title),
                translated(texts, TextFile::introduction),
                structure.minutes(),
                structure.hosts(),
                structure.needed(),
                steps);
    }

    private static WrongAnswer wrong(WrongReader.Outline outline, Map<Locale, TextFile> texts, int at) {
        return new WrongAnswer(
                outline.id(),
                outline.check().value(),
                translated(texts, text -> WrongReader.text(section(text, at), outline.id())),
                CommandReader.solution(outline.attempt()),
                CommandReader.typed(outline.undo()));
    }

    private static Section section(TextFile text, int at) {
        return text.sections().get(at);
    }

    private static Translated translated(Map<Locale, TextFile> texts, Function<TextFile, String> part) {
        Map<Locale, String> parts = new HashMap<>();
        texts.forEach((locale, text) -> parts.put(locale, part.apply(text)));
        return new Translated(parts);
    }
}
