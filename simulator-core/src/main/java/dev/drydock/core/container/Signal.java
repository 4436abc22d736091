package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.Locale;
import java.util.Map;

/** A signal by its Linux number, which is the same on every machine that Drydock runs on, 1 to 64. */
public record Signal(int number) {
    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);

    private static final int LARGEST = 64;
    private static final int REAL_TIME_FIRST = 34;
    private static final int REAL_TIME_HALF = 15;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("IOT", 6),
            Map.entry("BUS", 7),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15),
            Map.entry("STKFLT", 16),
            Map.entry("CHLD", 17),
            Map.entry("CLD", 17),
            Map.entry("CONT", 18),
            Map.entry("STOP", 19),
            Map.entry("TSTP", 20),
            Map.entry("TTIN", 21),
            Map.entry("TTOU", 22),
            Map.entry("URG", 23),
            Map.entry("XCPU", 24),
            Map.entry("XFSZ", 25),
            Map.entry("VTALRM", 26),
            Map.entry("PROF", 27),
            Map.entry("WINCH", 28),
            Map.entry("IO", 29),
            Map.entry("POLL", 29),
            Map.entry("PWR", 30),
            Map.entry("SYS", 31));

    public Signal {
        if (number < 1 || number > LARGEST) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }

    /** Reads a number or a name with or without {@code SIG}, in any case, real-time signals as {@code RTMIN+3}. */
    public static Signal parse(String text) {
        int number = text.chars().allMatch(c -> c >= '0' && c <= '9') ? decimal(text) : named(text);
        if (number < 1 || number > LARGEST) {
            throw new EngineException.InvalidParameter("invalid signal: " + text);
        }
        return new Signal(number);
    }

    private static int decimal(String text) {
        return text.isEmpty() || text.length() > 2 ? 0 : Integer.parseInt(text);
    }

    private static int named(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        Integer number = NUMBERS.get(name);
        return number != null ? number : realTime(name);
    }

    private static int realTime(String name) {
        return switch (name) {
            case "RTMIN" -> REAL_TIME_FIRST;
            case "RTMAX" -> LARGEST;
            default -> {
                int distance = name.length() > 6 ? decimal(digits(name.substring(6))) : 0;
                if (name.startsWith("RTMIN+") && distance >= 1 && distance <= REAL_TIME_HALF) {
                    yield REAL_TIME_FIRST + distance;
                }
                boolean below = name.startsWith("RTMAX-") && distance >= 1 && distance < REAL_TIME_HALF;
                yield below ? LARGEST - distance : 0;
            }
        };
    }

    private static String digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : "";
    }
}
