package dev.drydock.lessons.text;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;

/**
 * An answer of a quiz. Where answers are chosen, its first child is what stands there and the others are what is said to it;
 * where they are typed, all is said to it.
 */
final class AnswerBlock extends CustomBlock {
    private final String id;

    AnswerBlock(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    List<Node> blocks() {
        List<Node> blocks = new ArrayList<>();
        for (Node child = getFirstChild(); child != null; child = child.getNext()) {
            blocks.add(child);
        }
        return blocks;
    }
}
