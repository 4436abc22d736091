package dev.drydock.lessons.text;

import dev.drydock.lessons.course.TermId;
import dev.drydock.lessons.variable.Values;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The Markdown of lessons: CommonMark, tables, callouts, questions and pictures. */
final class Markdown {
    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    static final Set<String> PICTURES = Set.of("build", "layers", "lifecycle", "network");
    /** Known by name and not drawn yet: they leave no gap. */
    static final Set<String> PLANNED_PICTURES = Set.of("namespaces", "wire");

    private static final Pattern CALLOUT = Pattern.compile("\\[!([A-Z]+)(?: ([^\\s\\]]+))?]\\s*");
    private static final String PICTURE_SCHEME = "picture:";
    private static final String TERM_SCHEME = "term:";
    private static final String PORT_SCHEME = "port:";
    private static final Pattern PORT = Pattern.compile("port:(\\d{1,5}|@\\{[a-z0-9-]+})(/[A-Za-z0-9._~/-]{0,200})?");
    private static final int DEEPEST_BLOCK = 20;
    private static final int DEEPEST = 50;

    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(DEEPEST_BLOCK)
            .build();

    private Markdown() {}

    static Document parse(String markdown) {
        return parse(markdown, Values.NONE);
    }

    /** @param values put into what has been parsed, so that they can never be markup */
    static Document parse(String markdown, Values values) {
        Document document = (Document) PARSER.parse(markdown);
        flatten(document);
        document.accept(new ValueFiller(values));
        refine(document);
        return document;
    }

    // Visitors and the renderer are recursive, and marks inside marks may be as deep as the text is long.
    private static void flatten(Document document) {
        int depth = 0;
        Node node = document;
        while (node != null) {
            if (depth >= DEEPEST) {
                removeChildren(node);
            }
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
            } else {
                while (node != null && node.getNext() == null) {
                    node = node.getParent();
                    depth--;
                }
                node = node == null ? null : node.getNext();
            }
        }
    }

    private static void removeChildren(Node node) {
        while (node.getFirstChild() != null) {
            node.getFirstChild().unlink();
        }
    }

    /** Whether the node is as deep as a text may go; what was below it has been dropped. */
    static boolean isTooDeep(Node node) {
        int depth = 0;
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            depth++;
        }
        return depth >= DEEPEST;
    }

    /** Whether a link is to lead to a term of the glossary. */
    static boolean isTerm(Link link) {
        return link.getDestination().startsWith(TERM_SCHEME);
    }

    /** The term that such a link leads to; empty when that is no id. */
    static Optional<TermId> term(Link link) {
        try {
            return Optional.of(new TermId(link.getDestination().substring(TERM_SCHEME.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a link is to open a port of the lab host. */
    static boolean isPort(Link link) {
        return link.getDestination().startsWith(PORT_SCHEME);
    }

    /** The number of the port, or the variable that stands for it, and the path; empty when it is none. */
    static Optional<PortAddress> port(Link link) {
        Matcher matcher = PORT.matcher(link.getDestination());
        return matcher.matches()
                ? Optional.of(new PortAddress(matcher.group(1), Objects.requireNonNullElse(matcher.group(2), "/")))
                : Optional.empty();
    }

    /** What such a link opens. */
    record PortAddress(String port, String path) {}

    /** Number of the source line that a block starts in, the first being 1. */
    static int line(Node block) {
        return block.getSourceSpans().isEmpty()
                ? 1
                : block.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    /** The letters of a node without its markup. */
    static String plainText(Node node) {
        var letters = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                letters.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                letters.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak softLineBreak) {
                letters.append(' ');
            }
        });
        return letters.toString();
    }

    private static void refine(Document document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(BlockQuote quote) {
                visitChildren(quote);
                callout(quote).ifPresent(callout -> replaceByCallout(quote, callout));
            }

            @Override
            public void visit(Paragraph paragraph) {
                picture(paragraph).ifPresent(image -> replaceByPicture(paragraph, image));
            }
        });
    }

    /** The word in {@code [!WORD]} at the start of a block quote, whether or not there is such a callout. */
    static Optional<String> calloutKind(BlockQuote quote) {
        if (!(quote.getFirstChild() instanceof Paragraph first)) {
            return Optional.empty();
        }
        Matcher marker = CALLOUT.matcher(firstLine(first));
        return marker.matches() ? Optional.of(marker.group(1)) : Optional.empty();
    }

    /** Wrong answers and questions have a name, hints may have one, other callouts have none. */
    private static Optional<Callout> callout(BlockQuote quote) {
        if (!(quote.getFirstChild() instanceof Paragraph first)) {
            return Optional.empty();
        }
        Matcher marker = CALLOUT.matcher(firstLine(first));
        return marker.matches()
                ? Callout.Kind.of(marker.group(1))
                        .filter(kind -> kind.takes(marker.group(2) != null))
                        .map(kind -> new Callout(kind, Objects.requireNonNullElse(marker.group(2), "")))
                : Optional.empty();
    }

    private static String firstLine(Paragraph paragraph) {
        var line = new StringBuilder();
        for (Node node = paragraph.getFirstChild(); node instanceof Text text; node = node.getNext()) {
            line.append(text.getLiteral());
        }
        return line.toString();
    }

    private static void replaceByCallout(BlockQuote quote, Callout callout) {
        callout.setSourceSpans(quote.getSourceSpans());
        Node first = quote.getFirstChild();
        while (first.getFirstChild() instanceof Text text) {
            text.unlink();
        }
        if (first.getFirstChild() instanceof SoftLineBreak lineBreak) {
            lineBreak.unlink();
        }
        if (first.getFirstChild() == null) {
            first.unlink();
        }
        moveChildren(quote, callout);
        quote.insertAfter(callout.kind() == Callout.Kind.QUIZ ? QuizBlock.of(callout) : callout);
        quote.unlink();
    }

    static void moveChildren(Node from, Node to) {
        while (from.getFirstChild() != null) {
            to.appendChild(from.getFirstChild());
        }
    }

    private static Optional<Image> picture(Paragraph paragraph) {
        return paragraph.getFirstChild() instanceof Image image
                        && image.getNext() == null
                        && image.getDestination().startsWith(PICTURE_SCHEME)
                ? Optional.of(image)
                : Optional.empty();
    }

    private static void replaceByPicture(Paragraph paragraph, Image image) {
        var picture = new PictureBlock(image.getDestination().substring(PICTURE_SCHEME.length()), plainText(image));
        picture.setSourceSpans(paragraph.getSourceSpans());
        paragraph.insertAfter(picture);
        paragraph.unlink();
    }
}
