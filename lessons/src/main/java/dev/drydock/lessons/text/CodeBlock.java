package dev.drydock.lessons.text;

import org.commonmark.node.FencedCodeBlock;

/** Reads fenced blocks. */
final class CodeBlock {
    private CodeBlock() {}

    /** The first word after the fence: {@code run}, {@code output}, a language or nothing. */
    static String kind(FencedCodeBlock block) {
        return block.getInfo() == null ? "" : block.getInfo().strip().split("\\s+", 2)[0];
    }

    /** The text of a run block without the line breaks at its end. */
    static String command(FencedCodeBlock block) {
        return block.getLiteral().stripTrailing();
    }
}
