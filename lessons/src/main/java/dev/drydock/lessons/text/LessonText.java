package dev.drydock.lessons.text;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.variable.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Lesson text as HTML. Nothing in the Markdown becomes markup of its own: raw HTML is shown as text, addresses other than
 * {@code http}, {@code https} and {@code mailto} are dropped, images are never loaded. The page relies on these shapes:
 *
 * <pre>{@code
 * <div class="run"><pre><code>docker ps</code></pre>
 *   <button type="button" data-action="run" data-command="docker ps">Run</button></div>
 * <figure class="output"><figcaption>Output</figcaption><pre><samp>…</samp></pre></figure>
 * <pre><code class="language-dockerfile">…</code></pre>                        any other code block
 * <aside class="callout callout-note"><p class="callout-title">Note</p>…</aside>   also tip, warning, predict, lab
 * <details class="callout callout-answer"><summary class="callout-title">…</summary>…</details>
 * <form class="quiz callout" data-quiz="id" data-kind="single">…</form>             also multiple, text, number; with data-prediction
 * <figure class="picture" data-picture="layers"><figcaption>…</figcaption></figure>   also lifecycle, build
 * <a class="term" href="/glossary#image" data-term="image" aria-describedby="term-image">…</a>
 * <a href="https://…" rel="noopener noreferrer">…</a>
 * }</pre>
 *
 * A command has no line break at its end, and inside only with a here-document. Headings start at {@code h3}. Tables, lists, {@code code},
 * {@code em} and {@code strong} are plain.
 */
public final class LessonText {
    // The renderer's own choice lets data: through as well.
    private static final UrlSanitizer LINKS = new DefaultUrlSanitizer(List.of("http", "https", "mailto"));

    private LessonText() {}

    /**
     * The text of a step, without its title and hints.
     *
     * @param values of the lesson that the step is of
     */
    public static String html(Locale reader, Values values, Step step) {
        return render(reader, Markdown.parse(step.texts().in(reader), values), step.quizzes());
    }

    /** What is said to an answer of one of the step's questions; empty when nothing is. */
    public static String html(Locale reader, Values values, Step step, Quiz quiz, AnswerId answer) {
        List<Node> said = new ArrayList<>();
        Document text = Markdown.parse(step.texts().in(reader), values);
        for (Node node = text.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof QuizBlock block && block.id().equals(quiz.id().value())) {
                block.find(answer.value()).ifPresent(found -> said.addAll(found.blocks()));
            }
        }
        Document feedback = new Document();
        said.stream().skip(quiz.kind().isChoice() ? 1 : 0).forEach(feedback::appendChild);
        return render(reader, feedback, List.of());
    }

    /** The text before the first step; empty if there is none. */
    public static String html(Locale reader, Lesson lesson) {
        return render(reader, lesson.shown(), lesson.introductions().in(reader));
    }

    public static String html(Locale reader, Values values, Hint hint) {
        return render(reader, values, hint.texts().in(reader));
    }

    /** The explanation of a wrong answer. */
    public static String html(Locale reader, Values values, WrongAnswer wrong) {
        return render(reader, values, wrong.texts().in(reader));
    }

    static String render(Locale reader, Values values, String markdown) {
        return render(reader, Markdown.parse(markdown, values), List.of());
    }

    private static String render(Locale reader, Document text, List<Quiz> quizzes) {
        Locale locale = Messages.nearest(reader);
        return HtmlRenderer.builder()
                .extensions(Markdown.EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .urlSanitizer(LINKS)
                .nodeRendererFactory(context -> new LessonNodeRenderer(context, locale, quizzes))
                .build()
                .render(text);
    }
}
