package dev.drydock.lessons.text;

import dev.drydock.core.labhost.TerminalId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands beside the word {@code run}.
 *
 * @param host the lab host on which the command is typed, 0 for the one that the student is on
 * @param terminal the terminal of that lab host, empty for the one where the student is
 * @param flags how it is typed
 */
record RunOptions(int host, Optional<TerminalId> terminal, Set<Flag> flags) {
    static final RunOptions NONE = new RunOptions(0, Optional.empty(), Set.of());

    private static final Pattern HOST = Pattern.compile("host=host([1-9])");
    private static final String TERMINAL = "terminal=";

    RunOptions {
        flags = Set.copyOf(flags);
    }

    enum Flag {
        /** One time only. */
        ONCE("once"),
        /** After Ctrl+C, when the prompt has come back. */
        INTERRUPT("interrupt"),
        /** By the student. */
        NO_RUN("no-run");

        private final String word;

        Flag(String word) {
            this.word = word;
        }

        static Optional<Flag> of(String word) {
            return List.of(values()).stream()
                    .filter(flag -> flag.word.equals(word))
                    .findFirst();
        }
    }

    /** Empty when one of the words means nothing, or cannot stand beside the others. */
    static Optional<RunOptions> parse(List<String> words) {
        int host = 0;
        Optional<TerminalId> terminal = Optional.empty();
        Set<Flag> flags = new HashSet<>();
        for (String word : words) {
            Matcher named = HOST.matcher(word);
            Optional<Flag> flag = Flag.of(word);
            if (named.matches() && host == 0) {
                host = Integer.parseInt(named.group(1));
            } else if (word.startsWith(TERMINAL) && terminal.isEmpty()) {
                terminal = TerminalId.find(word.substring(TERMINAL.length()));
                if (terminal.isEmpty()) {
                    return Optional.empty();
                }
            } else if (flag.isEmpty() || !flags.add(flag.get())) {
                return Optional.empty();
            }
        }
        boolean isAlone = !flags.contains(Flag.NO_RUN) || flags.size() == 1;
        return isAlone ? Optional.of(new RunOptions(host, terminal, flags)) : Optional.empty();
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** The flags in one order. */
    String words() {
        return flags.stream().map(flag -> flag.word).sorted().collect(Collectors.joining(" "));
    }

    /** What stands before a line of a solution that is typed there. */
    String place() {
        int named = Math.max(host, 1);
        return terminal.map(each -> "host" + named + ":" + each + "$ ").orElse(named == 1 ? "" : "host" + named + "$ ");
    }
}
