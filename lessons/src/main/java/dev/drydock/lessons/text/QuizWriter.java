package dev.drydock.lessons.text;

import static dev.drydock.lessons.text.Elements.attributes;

import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Kind;
import dev.drydock.lessons.message.Messages;
import dev.drydock.lessons.quiz.Given;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes the form of a question. What is said to answers is not in it. */
final class QuizWriter {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Elements elements;
    private final Locale locale;

    QuizWriter(HtmlNodeRendererContext context, Locale locale) {
        this.context = context;
        this.html = context.getWriter();
        this.elements = new Elements(html);
        this.locale = locale;
    }

    void write(QuizBlock block, Quiz quiz) {
        String question = "quiz-" + quiz.id();
        Map<String, String> form = attributes(
                "class",
                "quiz callout",
                "data-quiz",
                quiz.id().value(),
                "data-kind",
                quiz.kind().word());
        if (quiz.isPrediction()) {
            form.put("data-prediction", "");
        }
        html.line();
        html.tag("form", form);
        elements.write("p", attributes("class", "callout-title"), label(quiz.isPrediction() ? "predict" : "quiz"));
        html.tag("div", attributes("class", "quiz-question", "id", question));
        block.question().forEach(context::render);
        html.tag("/div");
        html.tag("fieldset", attributes("class", "quiz-answers", "aria-labelledby", question));
        if (quiz.kind().isChoice()) {
            block.answers().forEach(answer -> choice(answer, quiz));
        } else {
            field(quiz, question);
        }
        html.tag("/fieldset");
        if (quiz.kind() == Kind.MULTIPLE) {
            elements.write("p", attributes("class", "quiz-note"), label("quiz.multiple"));
        }
        elements.write("button", attributes("type", "submit"), label("quiz.submit"));
        html.tag("div", attributes("class", "quiz-verdict", "role", "status", "data-quiz-verdict", ""));
        html.tag("/div");
        html.tag("/form");
        html.line();
    }

    private void choice(AnswerBlock answer, Quiz quiz) {
        String type = quiz.kind() == Kind.SINGLE ? "radio" : "checkbox";
        html.tag("label", attributes("class", "quiz-answer", "data-answer", answer.id()));
        html.tag("input", attributes("type", type, "name", "answer", "value", answer.id()), true);
        html.tag("span");
        Node words = answer.getFirstChild();
        for (Node child = words.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag("/span");
        html.tag("/label");
    }

    private void field(Quiz quiz, String question) {
        Map<String, String> input = attributes(
                "type",
                "text",
                "name",
                "answer",
                "maxlength",
                Integer.toString(Given.LONGEST),
                "autocomplete",
                "off",
                "autocapitalize",
                "none",
                "spellcheck",
                "false",
                "aria-labelledby",
                question);
        if (quiz.kind() == Kind.NUMBER) {
            input.put("inputmode", "numeric");
        }
        html.tag("input", input, true);
    }

    private String label(String key) {
        return Messages.text(locale, "text." + key);
    }
}
