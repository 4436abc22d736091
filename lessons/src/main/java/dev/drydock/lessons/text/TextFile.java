package dev.drydock.lessons.text;

import dev.drydock.core.labhost.TerminalId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.TermId;
import java.util.List;
import java.util.Optional;

/**
 * One language's text of a lesson, taken apart: a {@code #} heading is the lesson's title, each {@code ## Title {#id}}
 * begins a step, and each {@code [!HINT]} callout is a hint of the step that it stands in.
 *
 * @param title plain text, empty if missing
 * @param introduction Markdown before the first step
 * @param terms where it leads to terms of the glossary
 * @param problems by line
 */
public record TextFile(
        String title, String introduction, List<Section> sections, List<TermUse> terms, List<TextProblem> problems) {
    private static final int LONGEST_PARAGRAPH = 4_000;

    public TextFile {
        sections = List.copyOf(sections);
        terms = List.copyOf(terms);
        problems = List.copyOf(problems);
    }

    /**
     * The text of a step.
     *
     * @param line of its heading
     * @param title plain text
     * @param body Markdown without the hints
     * @param hints Markdown of each that always helps
     * @param situations hints with conditions
     * @param wrong explanations of wrong answers
     * @param marks what has to be the same in every language
     * @param quizzes the questions in it
     */
    public record Section(
            StepId step,
            int line,
            String title,
            String body,
            List<String> hints,
            List<Explanation> situations,
            List<Explanation> wrong,
            List<Mark> marks,
            List<QuizText> quizzes) {
        public Section {
            quizzes = List.copyOf(quizzes);
            hints = List.copyOf(hints);
            situations = List.copyOf(situations);
            wrong = List.copyOf(wrong);
            marks = List.copyOf(marks);
        }
    }

    /**
     * What a text says of a wrong answer, or of a situation in which it has a hint.
     *
     * @param text Markdown
     */
    public record Explanation(String id, int line, String text) {}

    /**
     * Something in a text that does not depend on its language: a command, an output or a picture.
     *
     * @param kind {@code run}, {@code output}, {@code copy}, {@code file}, {@code port}, {@code picture} or {@code quiz}
     * @param text the command, the output, the picture's name or the ids of the question and its answers
     * @param host the lab host on which the command is typed, 0 for any
     * @param terminal the terminal of that lab host, empty for any
     * @param how it is typed, in words; empty for as usual
     */
    public record Mark(String kind, String text, int line, int host, Optional<TerminalId> terminal, String how) {
        public Mark(String kind, String text, int line) {
            this(kind, text, line, 0, Optional.empty(), "");
        }
    }

    /** A question. */
    public record QuizText(String id, int line, List<AnswerText> answers) {
        public QuizText {
            answers = List.copyOf(answers);
        }

        List<String> answerIds() {
            return answers.stream().map(AnswerText::id).toList();
        }
    }

    /**
     * An answer.
     *
     * @param id empty if missing
     * @param blocks how many there are: the words of the answer, and what is said to it
     */
    public record AnswerText(String id, int line, int blocks) {}

    /** A word that leads to what the glossary says of it. */
    public record TermUse(TermId term, int line) {}

    /** Takes a text apart; what is wrong with it is listed, and the rest is there. */
    public static TextFile parse(String markdown) {
        Optional<TextProblem> tooLong = tooLong(markdown);
        if (tooLong.isPresent()) {
            return new TextFile("", "", List.of(), List.of(), List.of(tooLong.get()));
        }
        return new TextFileParser(markdown).parse();
    }

    // The Markdown parser is recursive in places, and some marks cost the square of a paragraph's length.
    static Optional<TextProblem> tooLong(String markdown) {
        int line = 0;
        int length = 0;
        for (String text : markdown.lines().toList()) {
            line++;
            length = text.isBlank() ? 0 : length + text.length();
            if (length > LONGEST_PARAGRAPH) {
                return Optional.of(
                        new TextProblem(line, "a paragraph of more than " + LONGEST_PARAGRAPH + " characters"));
            }
        }
        return Optional.empty();
    }
}
