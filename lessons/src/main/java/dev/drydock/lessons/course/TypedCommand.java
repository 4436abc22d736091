package dev.drydock.lessons.course;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is typed before the next prompt: one line, or a command with a here-document, up to the line that ends it. */
public final class TypedCommand {
    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<[ ]*(['\"]?)(\\w+)\\1");

    private TypedCommand() {}

    /** Whether the prompt is back after the last line, and not before. */
    public static boolean isOne(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        if (lines.size() == 1) {
            return true;
        }
        Matcher start = HERE_DOCUMENT.matcher(lines.getFirst());
        return start.find()
                && lines.subList(1, lines.size()).indexOf(start.group(2)) == lines.size() - 2
                && !start.find();
    }
}
