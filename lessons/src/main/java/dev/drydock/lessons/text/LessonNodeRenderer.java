package dev.drydock.lessons.text;

import static dev.drydock.lessons.text.Elements.attributes;

import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.TermId;
import dev.drydock.lessons.message.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes what is special in lesson text; {@link LessonText} shows the markup. */
final class LessonNodeRenderer implements NodeRenderer {
    private static final int TOP_HEADING = 3;

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Elements elements;
    private final Locale locale;

    private final List<Quiz> quizzes;

    /** @param quizzes the forms of those of them that stand in the text are written */
    LessonNodeRenderer(HtmlNodeRendererContext context, Locale locale, List<Quiz> quizzes) {
        this.quizzes = List.copyOf(quizzes);
        this.context = context;
        this.html = context.getWriter();
        this.elements = new Elements(html);
        this.locale = locale;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                FencedCodeBlock.class,
                Callout.class,
                QuizBlock.class,
                PictureBlock.class,
                Heading.class,
                Image.class,
                Link.class,
                SoftLineBreak.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case FencedCodeBlock block -> renderBlock(block);
            case Callout callout -> renderCallout(callout);
            case QuizBlock quiz -> renderQuiz(quiz);
            case PictureBlock picture -> renderPicture(picture);
            case Heading heading -> renderHeading(heading);
            case Link link -> renderLink(link);
            case Image image -> html.text(Markdown.plainText(image));
            case SoftLineBreak lineBreak -> renderLineBreak(lineBreak);
            default -> throw new IllegalArgumentException("not one of getNodeTypes: " + node);
        }
    }

    private void renderBlock(FencedCodeBlock block) {
        html.line();
        switch (CodeBlock.kind(block)) {
            case "run" ->
                renderRun(CodeBlock.command(block), CodeBlock.options(block).orElse(RunOptions.NONE));
            case "file" -> FileBlock.of(block).ifPresent(this::renderFile);
            case "copy" -> renderCopy(CodeBlock.command(block));
            case "diagram" -> renderDiagram(block.getLiteral(), CodeBlock.rest(block));
            case "output" -> renderOutput(block.getLiteral());
            case "" -> renderCode(block.getLiteral(), Map.of());
            default -> renderCode(block.getLiteral(), Map.of("class", "language-" + CodeBlock.kind(block)));
        }
        html.line();
    }

    private void renderRun(String command, RunOptions options) {
        Map<String, String> button = attributes("type", "button", "data-action", "run", "data-command", command);
        html.tag("div", Map.of("class", "run"));
        Map<String, String> places = attributes();
        if (options.host() != 0) {
            places.put("data-host", "host" + options.host());
            button.put("data-host", Integer.toString(options.host()));
        }
        options.terminal().ifPresent(terminal -> {
            places.put("data-terminal", terminal.name());
            button.put("data-terminal", terminal.name());
        });
        renderCode(command, places);
        if (options.has(RunOptions.Flag.ONCE)) {
            button.put("data-once", "");
        }
        if (options.has(RunOptions.Flag.INTERRUPT)) {
            button.put("data-interrupt", "");
        }
        if (!options.has(RunOptions.Flag.NO_RUN)) {
            elements.write("button", button, label("run"));
        }
        html.tag("/div");
    }

    private void renderFile(FileBlock file) {
        html.tag("figure", Map.of("class", "block block-file"));
        html.tag("figcaption");
        elements.write("code", Map.of(), file.path());
        html.tag("/figcaption");
        renderCode(file.content(), Map.of());
        elements.write(
                "button",
                attributes("type", "button", "data-action", "run", "data-command", file.command()),
                label("write-file"));
        html.tag("/figure");
    }

    private void renderCopy(String text) {
        html.tag("div", Map.of("class", "block block-copy"));
        renderCode(text, Map.of());
        elements.write(
                "button",
                attributes("type", "button", "data-action", "copy", "data-done", label("copied")),
                label("copy"));
        html.tag("/div");
    }

    private void renderDiagram(String drawing, String caption) {
        html.tag("figure", Map.of("class", "diagram"));
        elements.write("pre", attributes("role", "img", "aria-label", caption), drawing);
        elements.write("figcaption", Map.of(), caption);
        html.tag("/figure");
    }

    private void renderOutput(String output) {
        html.tag("figure", Map.of("class", "output"));
        elements.write("figcaption", Map.of(), label("output"));
        html.tag("pre");
        elements.write("samp", Map.of(), output);
        html.tag("/pre");
        html.tag("/figure");
    }

    private void renderCode(String code, Map<String, String> attributes) {
        html.tag("pre");
        elements.write("code", attributes, code);
        html.tag("/pre");
    }

    private void renderCallout(Callout callout) {
        boolean folded = callout.kind().isFolded();
        String word = callout.kind().word();
        html.line();
        html.tag(folded ? "details" : "aside", Map.of("class", "callout callout-" + word));
        elements.write(folded ? "summary" : "p", Map.of("class", "callout-title"), label(word));
        html.line();
        renderChildren(callout);
        html.tag(folded ? "/details" : "/aside");
        html.line();
    }

    private void renderQuiz(QuizBlock block) {
        quizzes.stream()
                .filter(quiz -> quiz.id().value().equals(block.id()))
                .findFirst()
                .ifPresent(quiz -> new QuizWriter(context, locale).write(block, quiz));
    }

    private void renderPicture(PictureBlock picture) {
        if (Markdown.PLANNED_PICTURES.contains(picture.name())) {
            return;
        }
        html.line();
        html.tag("figure", attributes("class", "picture", "data-picture", picture.name()));
        elements.write("figcaption", Map.of(), picture.caption());
        html.tag("/figure");
        html.line();
    }

    private void renderHeading(Heading heading) {
        String tag = "h" + Math.max(TOP_HEADING, heading.getLevel());
        html.line();
        html.tag(tag);
        renderChildren(heading);
        html.tag("/" + tag);
        html.line();
    }

    private void renderLink(Link link) {
        if (Markdown.isTerm(link)) {
            renderTerm(link);
            return;
        }
        if (Markdown.isPort(link)) {
            renderPort(link);
            return;
        }
        String address = context.urlSanitizer().sanitizeLinkUrl(link.getDestination());
        html.tag("a", attributes("href", context.encodeUrl(address), "rel", "noopener noreferrer"));
        renderChildren(link);
        html.tag("/a");
    }

    /** The page knows under which address its browser finds the port. */
    private void renderPort(Link link) {
        Optional<Markdown.PortAddress> address = Markdown.port(link);
        address.ifPresent(port ->
                html.tag("a", attributes("class", "open-port", "data-port", port.port(), "data-path", port.path())));
        renderChildren(link);
        address.ifPresent(_ -> html.tag("/a"));
    }

    /** The page has what it means under the id that describes it; elsewhere it is a link into the glossary. */
    private void renderTerm(Link link) {
        Optional<TermId> term = Markdown.term(link);
        term.ifPresent(id -> html.tag(
                "a",
                attributes(
                        "class",
                        "term",
                        "href",
                        "/glossary#" + id,
                        "data-term",
                        id.value(),
                        "aria-describedby",
                        "term-" + id)));
        renderChildren(link);
        term.ifPresent(_ -> html.tag("/a"));
    }

    // Chinese is written without spaces: a line break in the source must not become one.
    private void renderLineBreak(SoftLineBreak lineBreak) {
        boolean joins = lineBreak.getPrevious() instanceof Text before
                && lineBreak.getNext() instanceof Text after
                && isWide(
                        before.getLiteral().codePointBefore(before.getLiteral().length()))
                && isWide(after.getLiteral().codePointAt(0));
        if (!joins) {
            html.raw("\n");
        }
    }

    private static boolean isWide(int codePoint) {
        return Character.isIdeographic(codePoint)
                || (codePoint >= 0x3000 && codePoint <= 0x303F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFFEF);
    }

    private void renderChildren(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }

    private String label(String key) {
        return Messages.text(locale, "text." + key);
    }
}
