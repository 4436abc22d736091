package dev.drydock.lessons.format;

import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.text.TextFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds lab hosts that a lesson uses without saying that it needs them, and terminals that cannot be there.
 *
 * @param hosts how many it says that it needs
 */
record HostUse(int hosts, TextComparison.Report report) {
    /** As many as a student may have where nobody says otherwise. */
    static final int MOST = 3;

    private static final String LESSON = "lesson.yaml";

    static int number(String text) {
        if (text.length() != 1 || text.charAt(0) < '1' || text.charAt(0) > '0' + MOST) {
            throw new IllegalArgumentException("\"" + text + "\" is not from 1 to " + MOST);
        }
        return text.charAt(0) - '0';
    }

    void check(int line, Check check) {
        check(LESSON, line, CheckReader.highestHost(check));
    }

    /** Of all lines of the lesson. */
    void check(List<AtLine<TypedLine>> typed) {
        TerminalUse terminals = new TerminalUse();
        typed.forEach(each -> {
            TypedLine line = each.value();
            check(LESSON, each.line(), line.host());
            report(LESSON, each.line(), terminals.add(line.host(), line.terminal()));
        });
    }

    void check(Map<Locale, TextFile> texts, Function<Locale, String> fileName) {
        texts.forEach((locale, text) -> check(fileName.apply(locale), text));
    }

    private void check(String file, TextFile text) {
        TerminalUse terminals = new TerminalUse();
        text.sections().stream().flatMap(section -> section.marks().stream()).forEach(mark -> {
            check(file, mark.line(), mark.host());
            mark.terminal()
                    .ifPresent(terminal ->
                            report(file, mark.line(), terminals.add(Math.max(mark.host(), 1), terminal)));
        });
    }

    private void report(String file, int line, Optional<String> sentence) {
        sentence.ifPresent(wrong -> report.problem(file, line, wrong));
    }

    private void check(String file, int line, int host) {
        if (host > hosts) {
            report.problem(file, line, "host" + host + " is not there: write \"hosts: " + host + "\" in lesson.yaml");
        }
    }
}
