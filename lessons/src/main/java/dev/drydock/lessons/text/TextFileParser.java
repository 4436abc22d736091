package dev.drydock.lessons.text;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** Cuts a text at its headings. Line numbers count from 0 here, as commonmark does. */
final class TextFileParser {
    private static final Pattern STEP_HEADING = Pattern.compile("##\\s+(.*?)\\s*\\{#([^}]*)}\\s*");
    private static final Pattern QUOTE_MARKER = Pattern.compile("^ {0,3}> ?");

    private final List<String> lines;
    private final Document document;
    private final List<TextProblem> problems = new ArrayList<>();
    private final List<Mark> marks;

    TextFileParser(String markdown) {
        this.lines = markdown.lines().toList();
        this.document = Markdown.parse(markdown);
        var inspector = new TextInspector(problems);
        document.accept(inspector);
        this.marks = inspector.marks();
    }

    TextFile parse() {
        List<Heading> cuts = cuts();
        String title = "";
        String introduction = "";
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            Heading cut = cuts.get(i);
            int end = i + 1 < cuts.size() ? start(cuts.get(i + 1)) : lines.size();
            if (cut.getLevel() == 2) {
                addSection(sections, cut, end);
            } else if (i == 0) {
                title = lines.get(start(cut)).replaceFirst("^ *#\\s+", "").strip();
                introduction = text(start(cut) + 1, end, List.of());
            } else {
                problem(start(cut), "only the lesson's title is a heading of level 1");
            }
        }
        if (title.isEmpty()) {
            problem(0, "the text must begin with the lesson's title: \"# Title\"");
        }
        problems.sort(Comparator.comparingInt(TextProblem::line));
        return new TextFile(title, introduction, sections, problems);
    }

    private List<Heading> cuts() {
        List<Heading> cuts = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                cuts.add(heading);
            }
        }
        return cuts;
    }

    private void addSection(List<Section> sections, Heading heading, int end) {
        int start = start(heading);
        Matcher matcher = STEP_HEADING.matcher(lines.get(start));
        if (!matcher.matches()) {
            problem(start, "a step's heading names its step: \"## Title {#step-id}\"");
            return;
        }
        StepId step;
        try {
            step = new StepId(matcher.group(2));
        } catch (IllegalArgumentException e) {
            problem(start, String.valueOf(e.getMessage()));
            return;
        }
        List<Callout> hints = hints(start, end);
        sections.add(new Section(
                step,
                start + 1,
                matcher.group(1),
                text(start + 1, end, hints),
                hints.stream().map(this::hintText).toList(),
                marks.stream()
                        .filter(mark -> mark.line() > start && mark.line() <= end)
                        .toList()));
    }

    private List<Callout> hints(int start, int end) {
        List<Callout> hints = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Callout callout
                    && callout.kind() == Callout.Kind.HINT
                    && start(callout) > start
                    && start(callout) < end) {
                hints.add(callout);
            }
        }
        return hints;
    }

    private String hintText(Callout hint) {
        return String.join(
                        "\n",
                        IntStream.rangeClosed(start(hint) + 1, last(hint))
                                .mapToObj(line ->
                                        QUOTE_MARKER.matcher(lines.get(line)).replaceFirst(""))
                                .toList())
                .strip();
    }

    private String text(int from, int to, List<Callout> without) {
        return String.join(
                        "\n",
                        IntStream.range(from, to)
                                .filter(line ->
                                        without.stream().noneMatch(each -> start(each) <= line && line <= last(each)))
                                .mapToObj(lines::get)
                                .toList())
                .strip();
    }

    private static int start(Node block) {
        return Markdown.line(block) - 1;
    }

    private static int last(Node block) {
        return block.getSourceSpans().getLast().getLineIndex();
    }

    private void problem(int line, String sentence) {
        problems.add(new TextProblem(line + 1, sentence));
    }
}
