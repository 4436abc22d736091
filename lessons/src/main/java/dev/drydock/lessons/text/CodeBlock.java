package dev.drydock.lessons.text;

import java.util.List;
import java.util.Optional;
import org.commonmark.node.FencedCodeBlock;

/** Reads fenced blocks. */
final class CodeBlock {
    private CodeBlock() {}

    /** The first word after the fence: {@code run}, {@code output}, a language or nothing. */
    static String kind(FencedCodeBlock block) {
        return block.getInfo() == null ? "" : block.getInfo().strip().split("\\s+", 2)[0];
    }

    /** How a run block is to be typed; empty when what stands beside the word means nothing. */
    static Optional<RunOptions> options(FencedCodeBlock block) {
        return RunOptions.parse(
                rest(block).isEmpty() ? List.of() : List.of(rest(block).split("\\s+")));
    }

    /** What stands beside the first word. */
    static String rest(FencedCodeBlock block) {
        return block.getInfo().strip().substring(kind(block).length()).strip();
    }

    /** The text of a block without the line breaks at its end, which would be typed or pasted as Enter. */
    static String command(FencedCodeBlock block) {
        return block.getLiteral().stripTrailing();
    }
}
