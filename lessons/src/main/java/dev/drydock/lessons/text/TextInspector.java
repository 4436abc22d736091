package dev.drydock.lessons.text;

import dev.drydock.lessons.course.TermId;
import dev.drydock.lessons.course.TypedCommand;
import dev.drydock.lessons.text.TextFile.Mark;
import dev.drydock.lessons.text.TextFile.QuizText;
import dev.drydock.lessons.text.TextFile.TermUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/** Finds what every language must have alike, and what no lesson may have. */
final class TextInspector extends AbstractVisitor {
    private final List<TextProblem> problems;
    private final List<Mark> marks = new ArrayList<>();
    private final List<QuizText> quizzes = new ArrayList<>();
    private final List<TermUse> terms = new ArrayList<>();

    TextInspector(List<TextProblem> problems) {
        this.problems = problems;
    }

    List<Mark> marks() {
        return marks;
    }

    List<QuizText> quizzes() {
        return quizzes;
    }

    List<TermUse> terms() {
        return terms;
    }

    @Override
    public void visit(FencedCodeBlock block) {
        switch (CodeBlock.kind(block)) {
            case "run" -> {
                RunOptions options = CodeBlock.options(block).orElse(RunOptions.NONE);
                checkCommand(block, CodeBlock.command(block));
                marks.add(new Mark(
                        "run",
                        CodeBlock.command(block),
                        line(block),
                        options.host(),
                        options.terminal(),
                        options.words()));
            }
            case "file" -> visitFile(block);
            case "output", "copy" -> mark(CodeBlock.kind(block), block.getLiteral(), block);
            case "diagram" -> {
                if (CodeBlock.rest(block).isEmpty()) {
                    problem(block, "a diagram says beside its word what it shows, for those who cannot see it");
                }
            }
            default -> {}
        }
    }

    private void visitFile(FencedCodeBlock block) {
        FileBlock.of(block)
                .ifPresentOrElse(
                        file -> {
                            if (file.isEndedEarly()) {
                                problem(block, "a line EOF would end the file that is typed");
                            } else {
                                checkCommand(block, file.command());
                            }
                            mark("file", file.path() + "\n" + file.content(), block);
                        },
                        () -> problem(block, "a file is named so: ```file path=/root/Dockerfile"));
    }

    private void checkCommand(FencedCodeBlock block, String command) {
        if (CodeBlock.kind(block).equals("run") && CodeBlock.options(block).isEmpty()) {
            problem(block, "beside \"run\" stand host=host2, terminal=logs, once and interrupt, each once, or no-run");
        }
        if (command.isBlank()) {
            problem(block, "a run block without a command");
        } else if (!TypedCommand.isOne(command)) {
            problem(block, "a run block holds one line or one here-document; make one block for each command");
        } else if (command.lines().flatMapToInt(String::codePoints).anyMatch(TextInspector::isInvisible)) {
            problem(block, "a command with characters that cannot be seen");
        }
    }

    // Control characters would act in the terminal; format characters (RTL, zero width) would show another command.
    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof PictureBlock picture) {
            mark("picture", picture.name(), picture);
            if (!Markdown.PICTURES.contains(picture.name()) && !Markdown.PLANNED_PICTURES.contains(picture.name())) {
                problem(picture, "unknown picture \"" + picture.name() + "\"");
            }
        }
        if (block instanceof QuizBlock quiz) {
            visitQuiz(quiz);
        }
        if (block instanceof Callout callout && !(callout.getParent() instanceof Document)) {
            switch (callout.kind()) {
                case HINT -> problem(callout, "a hint stands in its step, not inside another block");
                case WRONG -> problem(callout, "a wrong answer stands in its step, not inside another block");
                case NOTE, TIP, WARNING, PREDICT, ANSWER, SOLUTION, LAB, QUIZ -> {}
            }
        }
        visitChildren(block);
    }

    private void visitQuiz(QuizBlock quiz) {
        QuizText text = new QuizText(
                quiz.id(),
                line(quiz),
                quiz.answers().stream()
                        .map(answer -> new TextFile.AnswerText(
                                answer.id(), line(answer), answer.blocks().size()))
                        .toList());
        quizzes.add(text);
        mark("quiz", text.id() + ": " + text.answerIds(), quiz);
        if (!(quiz.getParent() instanceof Document)) {
            problem(quiz, "a question stands in its step, not inside another block");
        }
        if (quiz.question().stream().map(Markdown::plainText).allMatch(String::isBlank)) {
            problem(quiz, "a quiz without a question; after it comes a list of answers");
        }
        if (quiz.answers().stream().anyMatch(answer -> !(answer.getFirstChild() instanceof Paragraph))) {
            problem(quiz, "each answer begins with its id and its words: \"- {#id} The kernel.\"");
        }
    }

    @Override
    public void visit(BlockQuote quote) {
        Markdown.calloutKind(quote)
                .map(kind -> Callout.Kind.of(kind)
                        .map(known -> known.isNamed()
                                ? (known == Callout.Kind.QUIZ ? "a question" : "a wrong answer") + " is named: [!"
                                        + kind + " id]"
                                : "beside [!" + kind + "] stands nothing")
                        .orElse("unknown callout [!" + kind + "]"))
                .or(() -> Markdown.plainText(quote).startsWith("[!")
                        ? Optional.of("a callout's [!KIND] stands on a line of its own")
                        : Optional.empty())
                .ifPresent(sentence -> problem(quote, sentence));
        visitChildren(quote);
    }

    @Override
    public void visit(HtmlBlock html) {
        problem(html, "raw HTML");
    }

    @Override
    public void visit(HtmlInline html) {
        problem(html, "raw HTML");
    }

    @Override
    public void visit(Image image) {
        problem(image, "only live pictures, each in a paragraph of its own: ![caption](picture:layers)");
    }

    @Override
    public void visit(Link link) {
        if (Markdown.isTerm(link)) {
            Optional<TermId> term = Markdown.term(link);
            term.ifPresentOrElse(
                    id -> terms.add(new TermUse(id, line(link))),
                    () -> problem(link, "a term is named by its id: [word](term:image)"));
            if (link.getParent() instanceof Heading || isChoice(link)) {
                problem(link, "a term is explained in the text, not in a heading or in an answer");
            }
            if (Markdown.plainText(link).isBlank()) {
                problem(link, "a term without a word to read");
            }
        }
        if (Markdown.isPort(link)) {
            mark("port", link.getDestination(), link);
            if (Markdown.port(link).isEmpty()) {
                problem(link, "a port is named so: [the page](port:8080) or [the page](port:8080/path)");
            }
        }
        if (isBesideAsterisk(link)) {
            problem(link, "\"*\" beside a link is not taken as emphasis; put it inside: [*word*](address)");
        }
        visitChildren(link);
    }

    /** Whether it stands in what students choose: a click there is their answer. */
    private static boolean isChoice(Node node) {
        Node block = node;
        while (!(block instanceof Block)) {
            block = block.getParent();
        }
        return block.getParent() instanceof AnswerBlock && block.getPrevious() == null;
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
        problem(definition, "write the address in the link itself");
    }

    @Override
    protected void visitChildren(Node parent) {
        if (Markdown.isTooDeep(parent)) {
            problem(parent, "marks inside marks, too many levels deep");
        }
        super.visitChildren(parent);
    }

    @Override
    public void visit(Text text) {
        // Beside Chinese punctuation CommonMark does not see some markers; the reader would see asterisks.
        if (text.getLiteral().contains("**")) {
            problem(text, "\"**\" that is not taken as bold; put a space or no punctuation beside it");
        }
    }

    private static boolean isBesideAsterisk(Link link) {
        return (link.getPrevious() instanceof Text before && before.getLiteral().endsWith("*"))
                || (link.getNext() instanceof Text after && after.getLiteral().startsWith("*"));
    }

    private void mark(String kind, String text, Node node) {
        marks.add(new Mark(kind, text, line(node)));
    }

    private void problem(Node node, String sentence) {
        problems.add(new TextProblem(line(node), sentence));
    }

    private static int line(Node node) {
        Node block = node;
        while (!(block instanceof Block)) {
            block = block.getParent();
        }
        return Markdown.line(block);
    }
}
