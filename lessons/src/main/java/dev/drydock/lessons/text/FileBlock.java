package dev.drydock.lessons.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;

/** A file that is written by typing a here-document. */
record FileBlock(String path, String content) {
    private static final Pattern INFO = Pattern.compile("file path=([A-Za-z0-9._/-]{1,200})");
    private static final String END = "EOF";

    /** Empty when the path is missing or no path. */
    static Optional<FileBlock> of(FencedCodeBlock block) {
        Matcher matcher = INFO.matcher(block.getInfo().strip());
        return matcher.matches() && !matcher.group(1).startsWith("-")
                ? Optional.of(new FileBlock(matcher.group(1), block.getLiteral()))
                : Optional.empty();
    }

    /** Whether a line of the file would end it before its end. */
    boolean isEndedEarly() {
        return content.lines().anyMatch(END::equals);
    }

    /** What is typed. */
    String command() {
        return "cat > " + path + " <<'" + END + "'\n" + content + END;
    }
}
