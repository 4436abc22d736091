package dev.drydock.web.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of {@code docs/compatibility.md}: id, commands, what Docker says, what Drydock says, why. A cell of what is said
 * holds one line as code or, for nothing, no code. {@code …} stands for anything, but for the same on both sides when both
 * have as many.
 */
record CompatibilityTable(List<Entry> entries) {
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final int COLUMNS = 5;

    CompatibilityTable {
        entries = List.copyOf(entries);
    }

    /**
     * A difference that has a reason.
     *
     * @param commands one of these words is in the command; none: any command
     */
    record Entry(String id, List<String> commands, Pattern docker, Pattern drydock, String reason) {
        Entry {
            commands = List.copyOf(commands);
        }

        boolean explains(Difference difference) {
            return (commands.isEmpty()
                            || commands.stream()
                                    .anyMatch(part -> difference.command().contains(part)))
                    && isSame(docker.matcher(difference.docker()), drydock.matcher(difference.drydock()));
        }

        private static boolean isSame(Matcher left, Matcher right) {
            return left.matches()
                    && right.matches()
                    && (left.groupCount() != right.groupCount() || groups(left).equals(groups(right)));
        }

        private static List<String> groups(Matcher matcher) {
            return IntStream.rangeClosed(1, matcher.groupCount())
                    .mapToObj(matcher::group)
                    .toList();
        }
    }

    static CompatibilityTable read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static CompatibilityTable parse(List<String> text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text) {
            // The id of a row is code; headings and rules of tables are not.
            if (line.startsWith("| `")) {
                entries.add(entry(line));
            }
        }
        long ids = entries.stream().map(Entry::id).distinct().count();
        if (ids != entries.size()) {
            throw new IllegalArgumentException("an id stands twice in " + entries);
        }
        return new CompatibilityTable(entries);
    }

    private static Entry entry(String line) {
        List<String> cells = CELLS.splitAsStream(line.strip())
                .skip(1)
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
        if (cells.size() != COLUMNS || cells.getLast().isEmpty()) {
            throw new IllegalArgumentException("not id, commands, Docker, Drydock, reason: " + line);
        }
        return new Entry(
                code(cells.get(0)).getFirst(),
                code(cells.get(1)),
                pattern(cells.get(2)),
                pattern(cells.get(3)),
                cells.get(4));
    }

    /** What stands between backquotes. */
    private static List<String> code(String cell) {
        return Pattern.compile("`([^`]*)`")
                .matcher(cell)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Pattern pattern(String cell) {
        String said = code(cell).isEmpty() ? Difference.NOTHING : code(cell).getFirst();
        String pattern = Stream.of(said.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("(.*)"));
        return Pattern.compile(pattern, Pattern.DOTALL);
    }

    Optional<Entry> explain(Difference difference) {
        return entries.stream().filter(entry -> entry.explains(difference)).findFirst();
    }
}
