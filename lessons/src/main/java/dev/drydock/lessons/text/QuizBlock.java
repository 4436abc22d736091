package dev.drydock.lessons.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * A {@code [!QUIZ id]} callout: the question, then a list with an item for each answer, which begins with its id,
 * as in <code>{#own} Its own.</code> Children are the blocks of the question, then the {@link AnswerBlock}s.
 */
final class QuizBlock extends CustomBlock {
    private static final Pattern ID = Pattern.compile("\\{#([^}]*)}\\s*");

    private final String id;

    private QuizBlock(String id) {
        this.id = id;
    }

    /** Takes the callout's children; ids of answers that are missing are empty. */
    static QuizBlock of(Callout callout) {
        QuizBlock quiz = new QuizBlock(callout.name());
        quiz.setSourceSpans(callout.getSourceSpans());
        Node child = callout.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            if (next == null && child instanceof BulletList list) {
                takeAnswers(list, quiz);
            } else {
                quiz.appendChild(child);
            }
            child = next;
        }
        return quiz;
    }

    private static void takeAnswers(BulletList list, QuizBlock quiz) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            AnswerBlock answer = new AnswerBlock(takeId(item.getFirstChild()));
            answer.setSourceSpans(item.getSourceSpans());
            Markdown.moveChildren(item, answer);
            quiz.appendChild(answer);
        }
    }

    private static String takeId(Node block) {
        if (block instanceof Paragraph && block.getFirstChild() instanceof Text text) {
            Matcher matcher = ID.matcher(text.getLiteral());
            if (matcher.lookingAt()) {
                text.setLiteral(text.getLiteral().substring(matcher.end()));
                if (text.getLiteral().isEmpty()) {
                    text.unlink();
                }
                return matcher.group(1);
            }
        }
        return "";
    }

    String id() {
        return id;
    }

    List<Node> question() {
        List<Node> blocks = new ArrayList<>();
        for (Node child = getFirstChild(); child != null; child = child.getNext()) {
            if (!(child instanceof AnswerBlock)) {
                blocks.add(child);
            }
        }
        return blocks;
    }

    List<AnswerBlock> answers() {
        List<AnswerBlock> answers = new ArrayList<>();
        for (Node child = getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof AnswerBlock answer) {
                answers.add(answer);
            }
        }
        return answers;
    }

    Optional<AnswerBlock> find(String answer) {
        return answers().stream().filter(each -> each.id().equals(answer)).findFirst();
    }
}
