package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The arguments of {@code ps} that choose columns: {@code -ef}, {@code aux}, {@code -o pid,comm}. Those that choose
 * processes are passed over, since Docker shows those of the container in any case.
 */
final class PsArguments {
    private static final List<ProcessColumn> FULL = List.of(
            ProcessColumn.USER,
            ProcessColumn.PID,
            ProcessColumn.PARENT,
            ProcessColumn.WHOLE_SHARE,
            ProcessColumn.STARTED,
            ProcessColumn.TERMINAL,
            ProcessColumn.TIME,
            ProcessColumn.COMMAND_LINE);
    private static final List<ProcessColumn> FOR_USERS = List.of(
            ProcessColumn.USER,
            ProcessColumn.PID,
            ProcessColumn.SHARE,
            ProcessColumn.MEMORY_SHARE,
            ProcessColumn.VIRTUAL,
            ProcessColumn.RESIDENT,
            ProcessColumn.TERMINAL,
            ProcessColumn.STATE,
            ProcessColumn.START,
            ProcessColumn.SHORT_TIME,
            ProcessColumn.ARGUMENTS);
    private static final List<ProcessColumn> SHORT =
            List.of(ProcessColumn.PID, ProcessColumn.TERMINAL, ProcessColumn.TIME, ProcessColumn.SHORT_NAME);

    /** Names of {@code ps} that no process of ours is asked for, so that the sentence can tell them from nonsense. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "lstart", "start", "etime", "wchan", "nlwp", "thcount", "ni", "nice", "pri", "pgid", "pgrp", "sid", "sess",
            "ruser", "ruid", "gid", "group", "egid", "egroup", "cgroup", "label", "psr", "lwp", "tid", "size", "sz",
            "flags", "f", "addr", "maj_flt", "min_flt", "rtprio", "cls", "policy", "tpgid", "environ", "unit", "ns",
            "pidns", "tt");

    private static final int LIMIT = 50;
    private final List<Column> chosen = new ArrayList<>();
    private List<ProcessColumn> usual = SHORT;

    /** A column with the title that it is to have. */
    record Column(ProcessColumn content, String title) {}

    private PsArguments() {}

    static List<Column> parse(String arguments) {
        PsArguments result = new PsArguments();
        String given = arguments.isBlank() ? "-ef" : arguments;
        Iterator<String> words =
                Arrays.asList(given.strip().split("[ \\t\\n]+")).iterator();
        while (words.hasNext()) {
            result.read(words.next(), words);
        }
        List<Column> columns = result.chosen.isEmpty()
                ? result.usual.stream()
                        .map(column -> new Column(column, title(column, result.usual)))
                        .toList()
                : List.copyOf(result.chosen);
        if (columns.stream().noneMatch(column -> column.title().equals("PID"))) {
            throw new EngineException.InvalidParameter("Couldn't find PID field in ps output");
        }
        return columns;
    }

    /** The list of {@code -f} calls users by another title. */
    private static String title(ProcessColumn column, List<ProcessColumn> list) {
        return list.equals(FULL) && column == ProcessColumn.USER ? "UID" : column.title();
    }

    private void read(String word, Iterator<String> rest) {
        if (word.startsWith("--")) {
            readLong(word, rest);
            return;
        }
        boolean dashed = word.startsWith("-");
        String letters = dashed ? word.substring(1) : word;
        for (int i = 0; i < letters.length(); i++) {
            if (letters.charAt(i) == 'o') {
                String list = letters.substring(i + 1);
                choose(list.isEmpty() ? next(rest) : list);
                return;
            }
            read(letters.charAt(i), dashed, word);
        }
    }

    private void read(char letter, boolean dashed, String word) {
        switch (letter) {
            case 'e', 'A', 'a', 'd', 'x', 'w', 'N', 'T', 'r' -> {}
            case 'f' -> usual = dashed ? FULL : usual;
            // With a dash ps wants a user, but knows that people mean the list when they write -aux.
            case 'u' -> usual = FOR_USERS;
            default -> throw new EngineException.InvalidParameter(unsupported(word));
        }
    }

    private void readLong(String word, Iterator<String> rest) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (!name.equals("--format")) {
            throw new EngineException.InvalidParameter(
                    List.of("--forest", "--sort", "--headers", "--no-headers", "--pid", "--ppid", "--user")
                                    .contains(name)
                            ? unsupported(word)
                            : "ps: error: unknown gnu long option");
        }
        choose(equals < 0 ? next(rest) : word.substring(equals + 1));
    }

    private static String next(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new EngineException.InvalidParameter("ps: error: format specification must follow -o");
        }
        return rest.next();
    }

    /** A list of names, the last of which may be given a title: {@code pid,comm=WHAT}. */
    private void choose(String list) {
        int equals = list.indexOf('=');
        String[] names = (equals < 0 ? list : list.substring(0, equals)).split(",", -1);
        for (int i = 0; i < names.length; i++) {
            ProcessColumn column = column(names[i]);
            boolean titled = equals >= 0 && i == names.length - 1;
            String title = titled ? list.substring(equals + 1) : column.title();
            if (title.startsWith("PID") && column != ProcessColumn.PID) {
                throw new EngineException.InvalidParameter(
                        "specifying \"" + names[i] + "=" + title + "\" is not allowed");
            }
            if (chosen.size() >= LIMIT) {
                throw new EngineException.InvalidParameter("ps: error: too many columns");
            }
            chosen.add(new Column(column, title));
        }
    }

    private static ProcessColumn column(String name) {
        return ProcessColumn.named(name)
                .orElseThrow(() -> new EngineException.InvalidParameter(
                        UNSUPPORTED.contains(name)
                                ? unsupported("-o " + name)
                                : "ps: error: unknown user-defined format specifier " + GoNumbers.quote(name)));
    }

    private static String unsupported(String what) {
        return "ps arguments " + GoNumbers.quote(what) + " are not supported by this engine";
    }
}
