package dev.drydock.web.differential;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts words for what differs between any two runs: ids, times, addresses, processes, free ports, widths of columns. */
final class Normaliser {
    private static final String UNIT = "(second|minute|hour|day|week|month|year)s?";

    private record Rule(Pattern pattern, String word) {
        static Rule of(String pattern, String word) {
            return new Rule(Pattern.compile(pattern, Pattern.MULTILINE), word);
        }
    }

    /** In this order. The time that means "never" (year 1) stays. */
    private static final List<Rule> RULES = List.of(
            // Processes of `docker top`: their numbers, share of the processor, start and time.
            Rule.of("^(\\S+) +\\d+ +\\d+ +\\d+ +\\S+ +(\\S+) +\\d\\d:\\d\\d:\\d\\d ", "$1 <process> $2 "),
            Rule.of("\\b[0-9a-f]{64}\\b", "<id>"),
            Rule.of("\\b(?=[0-9a-f]*[a-f])[0-9a-f]{12}\\b", "<id>"),
            Rule.of(
                    "\\b20\\d\\d-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d| [+-]\\d{4} [A-Z]+)?",
                    "<time>"),
            Rule.of("\\b[A-Z][a-z]{2} +\\d+ \\d\\d:\\d\\d\\b", "<time>"),
            Rule.of("\\b1[789]\\d{8}(\\.?\\d{9})?\\b", "<time>"),
            Rule.of("\\bexecDuration=\\d+", "execDuration=<duration>"),
            Rule.of("(Less than a second|About an? " + UNIT + "|\\d+ " + UNIT + ")( ago)?", "<duration>"),
            Rule.of("\\b172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+\\b", "<address>"),
            Rule.of("\\b([0-9a-f]{2}:){5}[0-9a-f]{2}\\b", "<mac>"),
            Rule.of("((HostPort\"?\\S* ?[=:] ?\"|:)(32[789]|3[3-9]\\d|[45]\\d\\d)\\d\\d)\\b", ":<port>"),
            Rule.of("(?<=\\S)  +", "  "));

    private final Map<String, String> names;

    /**
     * @param captured values that the case kept, by name: ids of containers are called by it
     * @param places the engine's own directories, by what they are called
     */
    Normaliser(Map<String, String> captured, Map<String, Path> places) {
        Map<String, String> known = new LinkedHashMap<>();
        places.forEach((name, place) -> known.put(place.toString(), "<" + name + ">"));
        captured.forEach((name, value) -> {
            if (value.matches("[0-9a-f]{64}")) {
                known.put(value, "$" + name);
                known.put(value.substring(0, 12), "$" + name);
            }
        });
        this.names = known;
    }

    String normalise(String text) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace(name.getKey(), name.getValue());
        }
        for (Rule rule : RULES) {
            result = rule.pattern().matcher(result).replaceAll(rule.word());
        }
        return result;
    }
}
