package dev.drydock.core.build;

import dev.drydock.core.dockerfile.Instruction.Command;
import dev.drydock.core.dockerfile.Instruction.Heredoc;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a shell reads for a {@code RUN} with heredocs. */
final class HeredocScript {
    private static final Pattern ALONE = Pattern.compile("\\d*<<-?\\s*(['\"]?)[^\\s'\"<>]+\\1");

    private HeredocScript() {}

    /** A heredoc alone is the script, for the interpreter that it names; others follow the command as the shell wants it. */
    static String of(Command command, List<Heredoc> heredocs) {
        String words = String.join(" ", command.words());
        Heredoc first = heredocs.getFirst();
        if (heredocs.size() == 1 && ALONE.matcher(words.strip()).matches()) {
            return first.text().startsWith("#!") ? interpreted(first) : first.text();
        }
        StringBuilder script = new StringBuilder(words);
        for (Heredoc heredoc : heredocs) {
            script.append('\n').append(heredoc.text()).append(heredoc.name());
        }
        return script.append('\n').toString();
    }

    /** The script lies where nothing of it gets into the layer. */
    private static String interpreted(Heredoc script) {
        String line = script.text().lines().findFirst().orElse("").substring(2).strip();
        String end = "DRYDOCK_" + script.name();
        Matcher inner = Pattern.compile("(?m)^" + Pattern.quote(end) + "$").matcher(script.text());
        String mark = inner.find() ? end + "_" + script.text().length() : end;
        String file = "/dev/shm/" + script.name();
        return "cat >" + file + " <<'" + mark + "'\n" + script.text() + mark + "\n" + line + " " + file + "\n";
    }
}
