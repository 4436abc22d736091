package dev.drydock.lessons.text;

import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.text.LessonFileParts.Part;
import dev.drydock.lessons.text.LessonFileParts.StepParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** Cuts a file at its front matter, at the titles of its languages, and at its blocks. Line numbers count from 0 here. */
final class LessonFileParser {
    private static final String FENCE = "---";
    private static final String RUN = "run";
    private static final Set<String> BLOCKS = Set.of("check", "solution", "step");
    private static final Pattern TITLE = Pattern.compile("(#\\s+.*?)\\s*\\{#([A-Za-z-]{2,11})}\\s*");

    /** What is left for the texts. */
    private final List<String> lines;

    private final List<TextProblem> problems = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    /** Where the text of a language begins. */
    private final Map<Locale, Integer> starts = new HashMap<>();

    private Locale language = Messages.LOCALES.getFirst();

    /** A step of the first language, to which blocks are added. */
    private record Section(String id, int line, List<Part> parts) {}

    LessonFileParser(String markdown) {
        this.lines = new ArrayList<>(markdown.lines().toList());
    }

    LessonFileParts parse() {
        Part front = takeFront();
        String rest = String.join("\n", lines);
        Optional<TextProblem> tooLong = TextFile.tooLong(rest);
        if (tooLong.isPresent()) {
            return new LessonFileParts(front, List.of(), Map.of(), List.of(tooLong.get()));
        }
        starts.put(language, 0);
        Node next;
        for (Node node = Markdown.parse(rest).getFirstChild(); node != null; node = next) {
            next = node.getNext();
            switch (node) {
                case Heading heading when heading.getLevel() == 1 -> title(heading);
                case Heading heading when heading.getLevel() == 2 -> step(heading);
                case FencedCodeBlock block -> block(block);
                default -> {}
            }
        }
        List<StepParts> steps = sections.stream()
                .map(section -> new StepParts(section.id(), section.line(), section.parts()))
                .toList();
        return new LessonFileParts(front, steps, texts(), problems);
    }

    private Part takeFront() {
        int end = lines.isEmpty() || !isFence(0) ? -1 : 1;
        while (end > 0 && end < lines.size() && !isFence(end)) {
            end++;
        }
        if (end < 0 || end == lines.size()) {
            problem(
                    0,
                    "a lesson in one file begins with a line ---, what lesson.yaml would say but the steps, and a line ---");
            return new Part("", 1, "", "");
        }
        return new Part("", 2, take(1, end, 0, end), "");
    }

    private boolean isFence(int line) {
        return lines.get(line).stripTrailing().equals(FENCE);
    }

    /**
     * Takes lines away.
     *
     * @param from the first whose text is given back
     * @param to the one behind the last of these
     * @param first the first that is empty afterwards
     * @param last the last of these
     */
    private String take(int from, int to, int first, int last) {
        String text = String.join("\n", lines.subList(from, to));
        Collections.fill(lines.subList(first, last + 1), "");
        return text;
    }

    private void title(Heading heading) {
        int line = start(heading);
        Matcher matcher = TITLE.matcher(lines.get(line));
        if (!matcher.matches()) {
            return;
        }
        Locale named = Locale.forLanguageTag(matcher.group(2));
        if (!Messages.LOCALES.contains(named)) {
            problem(line, "lessons are not written in " + matcher.group(2));
        } else if (starts.put(named, line) != null) {
            problem(line, "a second text in " + matcher.group(2));
        }
        language = named;
        lines.set(line, matcher.group(1));
    }

    private boolean isFirstLanguage() {
        return language.equals(Messages.LOCALES.getFirst());
    }

    /** What is wrong with a heading the text's own reading says. */
    private void step(Heading heading) {
        int line = start(heading);
        Matcher matcher = TextFileParser.STEP_HEADING.matcher(lines.get(line));
        if (isFirstLanguage() && matcher.matches()) {
            sections.add(new Section(matcher.group(2), line + 1, new ArrayList<>()));
        }
    }

    private void block(FencedCodeBlock block) {
        int line = start(block);
        String kind = CodeBlock.kind(block);
        if (BLOCKS.contains(kind)) {
            int last = block.getSourceSpans().getLast().getLineIndex();
            if (!isInStep()) {
                problem(line, "a " + kind + " block stands in a step of the first language");
            }
            add(new Part(kind, line + 2, block.getLiteral(), ""));
            Collections.fill(lines.subList(line, last + 1), "");
        } else if (kind.equals(RUN)) {
            CodeBlock.options(block)
                    .filter(options -> !options.has(RunOptions.Flag.NO_RUN))
                    .ifPresent(options -> add(new Part(RUN, line + 2, CodeBlock.command(block), options.place())));
        }
    }

    private boolean isInStep() {
        return isFirstLanguage() && !sections.isEmpty();
    }

    private void add(Part part) {
        if (isInStep()) {
            sections.getLast().parts().add(part);
        }
    }

    private Map<Locale, String> texts() {
        Map<Locale, String> texts = new HashMap<>();
        starts.forEach((locale, from) -> {
            int end = starts.values().stream()
                    .filter(other -> other > from)
                    .mapToInt(Integer::intValue)
                    .min()
                    .orElse(lines.size());
            texts.put(locale, "\n".repeat(from) + String.join("\n", lines.subList(from, end)));
        });
        return texts;
    }

    private static int start(Node block) {
        return Markdown.line(block) - 1;
    }

    private void problem(int line, String sentence) {
        problems.add(new TextProblem(line + 1, sentence));
    }
}
