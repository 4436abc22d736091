package dev.drydock.lessons.text;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;

/** Reads fenced blocks. */
final class CodeBlock {
    private static final Pattern HOST = Pattern.compile("host=host([1-9])");

    private CodeBlock() {}

    /** The first word after the fence: {@code run}, {@code output}, a language or nothing. */
    static String kind(FencedCodeBlock block) {
        return block.getInfo() == null ? "" : block.getInfo().strip().split("\\s+", 2)[0];
    }

    /**
     * The lab host on which a run block is to be typed, 0 for the one that the student is on; empty when what stands beside
     * the word means none.
     */
    static OptionalInt host(FencedCodeBlock block) {
        String[] words = block.getInfo().strip().split("\\s+", -1);
        if (words.length == 1) {
            return OptionalInt.of(0);
        }
        Matcher matcher = HOST.matcher(words[1]);
        return words.length == 2 && matcher.matches()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    /** The text of a run block without the line breaks at its end. */
    static String command(FencedCodeBlock block) {
        return block.getLiteral().stripTrailing();
    }
}
