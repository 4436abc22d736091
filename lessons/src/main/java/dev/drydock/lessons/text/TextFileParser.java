package dev.drydock.lessons.text;

import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongId;
import dev.drydock.lessons.text.TextFile.Explanation;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.QuizText;
import dev.drydock.lessons.text.TextFile.Section;
import dev.drydock.lessons.text.TextFile.TermUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** Cuts a text at its headings. Line numbers count from 0 here, as commonmark does. */
final class TextFileParser {
    static final Pattern STEP_HEADING = Pattern.compile("##\\s+(.*?)\\s*\\{#([^}]*)}\\s*");
    private static final Pattern QUOTE_MARKER = Pattern.compile("^ {0,3}> ?");

    private final List<String> lines;
    private final Document document;
    private final List<TextProblem> problems = new ArrayList<>();
    private final List<Mark> marks;
    private final List<QuizText> quizzes;
    private final List<TermUse> terms;

    TextFileParser(String markdown) {
        this.lines = markdown.lines().toList();
        this.document = Markdown.parse(markdown);
        var inspector = new TextInspector(problems);
        document.accept(inspector);
        this.marks = inspector.marks();
        this.quizzes = inspector.quizzes();
        this.terms = inspector.terms();
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
                callouts(Callout.Kind.WRONG, start(cut), end)
                        .forEach(wrong -> problem(start(wrong), "a wrong answer stands in its step"));
            } else {
                problem(start(cut), "only the lesson's title is a heading of level 1");
            }
        }
        if (title.isEmpty()) {
            problem(0, "the text must begin with the lesson's title: \"# Title\"");
        }
        problems.sort(Comparator.comparingInt(TextProblem::line));
        return new TextFile(title, introduction, sections, terms, problems);
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
        List<Callout> hints = callouts(Callout.Kind.HINT, start, end);
        List<Callout> wrong = callouts(Callout.Kind.WRONG, start, end);
        sections.add(new Section(
                step,
                start + 1,
                matcher.group(1),
                text(
                        start + 1,
                        end,
                        Stream.concat(hints.stream(), wrong.stream()).toList()),
                hints.stream()
                        .filter(hint -> hint.name().isEmpty())
                        .map(this::calloutText)
                        .toList(),
                explanations(
                        hints.stream().filter(hint -> !hint.name().isEmpty()).toList(), "hint"),
                explanations(wrong, "wrong answer"),
                marks.stream()
                        .filter(mark -> mark.line() > start && mark.line() <= end)
                        .toList(),
                quizzes.stream()
                        .filter(quiz -> quiz.line() > start && quiz.line() <= end)
                        .toList()));
    }

    private List<Explanation> explanations(List<Callout> callouts, String words) {
        Map<String, Explanation> explanations = new LinkedHashMap<>();
        for (Callout callout : callouts) {
            int line = start(callout);
            try {
                String id = new WrongId(callout.name()).value();
                if (explanations.put(id, new Explanation(id, line + 1, calloutText(callout))) != null) {
                    problem(line, "a second explanation of the " + words + " " + id);
                }
            } catch (IllegalArgumentException e) {
                problem(line, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(explanations.values());
    }

    private List<Callout> callouts(Callout.Kind kind, int start, int end) {
        List<Callout> callouts = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Callout callout
                    && callout.kind() == kind
                    && start(callout) > start
                    && start(callout) < end) {
                callouts.add(callout);
            }
        }
        return callouts;
    }

    private String calloutText(Callout callout) {
        return String.join(
                        "\n",
                        IntStream.rangeClosed(start(callout) + 1, last(callout))
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
