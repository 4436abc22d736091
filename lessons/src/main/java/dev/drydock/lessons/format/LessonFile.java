package dev.drydock.lessons.format;

import dev.drydock.lessons.course.TypedCommand;
import dev.drydock.lessons.format.YamlNode.Entry;
import dev.drydock.lessons.format.YamlNode.Mapping;
import dev.drydock.lessons.format.YamlNode.Scalar;
import dev.drydock.lessons.format.YamlNode.Sequence;
import dev.drydock.lessons.text.LessonFileParts;
import dev.drydock.lessons.text.LessonFileParts.Part;
import dev.drydock.lessons.text.LessonFileParts.StepParts;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A lesson in one Markdown file. What it says is put together as {@code lesson.yaml} and the texts would say it, with the lines
 * in which it stands, so that every rule of lessons has one place.
 *
 * @param name of the file in problems
 */
record LessonFile(LessonFileParts parts, String name) implements LessonSource {
    /** How such a file is called at the end. */
    static final String EXTENSION = ".md";

    private static final String STEPS = "steps";
    private static final String CHECK = "check";
    private static final String SOLUTION = "solution";
    private static final String RUN = "run";

    /** Whether a lesson may stand there. A link could lead out of the course. */
    static boolean isOne(Path path) {
        return path.toString().endsWith(EXTENSION) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static LessonFile read(Path file, String name) throws FormatException {
        return new LessonFile(LessonFileParts.take(TextSource.read(file)), name);
    }

    @Override
    public String structureName() {
        return shortName();
    }

    @Override
    public String textName(Locale locale) {
        return shortName();
    }

    private String shortName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String path(String file) {
        return name;
    }

    @Override
    public List<AtLine<String>> problems() {
        return parts.problems().stream()
                .map(problem -> new AtLine<>(problem.line(), problem.sentence()))
                .toList();
    }

    @Override
    public String text(Locale locale) throws FormatException {
        String tag = locale.toLanguageTag();
        return Optional.ofNullable(parts.texts().get(locale))
                .orElseThrow(() -> new FormatException(
                        1, "the text in " + tag + " is missing: it begins with a line \"# Title {#" + tag + "}\""));
    }

    @Override
    public YamlNode structure() throws FormatException {
        Mapping front = mapping(parts.front(), "the front matter");
        Map<String, Entry> entries = new LinkedHashMap<>(front.entries());
        Entry own = entries.get(STEPS);
        if (own != null) {
            throw new FormatException(own.line(), "the steps of a lesson in one file are its sections");
        }
        List<YamlNode> steps = new ArrayList<>();
        for (StepParts step : parts.steps()) {
            steps.add(step(step));
        }
        if (!steps.isEmpty()) {
            entries.put(STEPS, new Entry(front.line(), new Sequence(front.line(), steps)));
        }
        return new Mapping(front.line(), entries);
    }

    private static Mapping step(StepParts step) throws FormatException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        entries.put("id", new Entry(step.line(), new Scalar(step.line(), step.id())));
        for (Part part : step.all("step")) {
            for (Map.Entry<String, Entry> entry :
                    mapping(part, "a step block").entries().entrySet()) {
                add(entries, entry.getKey(), entry.getValue());
            }
        }
        for (Part part : step.all(CHECK)) {
            add(entries, CHECK, new Entry(part.line(), yaml(part)));
        }
        List<YamlNode> typed = commands(step.all(SOLUTION));
        if (typed.isEmpty() && entries.containsKey(CHECK) && !entries.containsKey(SOLUTION)) {
            // Who types what the text says has done the step.
            typed = commands(step.all(RUN));
        }
        if (!typed.isEmpty()) {
            add(
                    entries,
                    SOLUTION,
                    new Entry(
                            typed.getFirst().line(),
                            new Sequence(typed.getFirst().line(), typed)));
        }
        return new Mapping(step.line(), entries);
    }

    private static void add(Map<String, Entry> entries, String key, Entry entry) throws FormatException {
        if (entries.putIfAbsent(key, entry) != null) {
            throw new FormatException(entry.line(), "a second \"" + key + "\" of the step");
        }
    }

    private static Mapping mapping(Part part, String where) throws FormatException {
        YamlNode node = yaml(part);
        if (node instanceof Mapping mapping) {
            return mapping;
        }
        throw new FormatException(node.line(), where + " must be a mapping, not " + node.kind());
    }

    private static YamlNode yaml(Part part) throws FormatException {
        if (part.text().isBlank()) {
            throw new FormatException(part.line(), "nothing stands here");
        }
        return YamlReader.read("\n".repeat(part.line() - 1) + part.text());
    }

    /** Each line, or all of a here-document. */
    private static List<YamlNode> commands(List<Part> blocks) {
        List<YamlNode> commands = new ArrayList<>();
        for (Part block : blocks) {
            String text = block.text().stripTrailing();
            List<String> each =
                    TypedCommand.isOne(text) ? List.of(text) : text.lines().toList();
            for (int i = 0; i < each.size(); i++) {
                if (!each.get(i).isBlank()) {
                    commands.add(new Scalar(block.line() + i, block.place() + each.get(i)));
                }
            }
        }
        return commands;
    }
}
