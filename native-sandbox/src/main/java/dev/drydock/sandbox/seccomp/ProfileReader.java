package dev.drydock.sandbox.seccomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a profile:
 *
 * <pre>
 * fallback errno 1
 * allow: read write
 *     close dup                                 (an indented line goes on with the names)
 * allow with CAP_SYS_CHROOT: chroot
 * allow on x86_64: arch_prctl
 * errno 1 when 0 = 16 and 2 = 12: socket        (numbers of arguments; &amp; MASK before the comparison)
 * </pre>
 */
final class ProfileReader {
    private static final String ACTION = "allow|errno \\d+";
    private static final Pattern FALLBACK = Pattern.compile("fallback (" + ACTION + ")");
    private static final Pattern RULE =
            Pattern.compile("(" + ACTION + ")(?: with (CAP_\\w+))?(?: on (\\w+))?(?: when ([^:]+))?:(.*)");
    private static final Pattern CONDITION = Pattern.compile("(\\d)(?: & (\\w+))? = (\\w+)");

    private ProfileReader() {}

    static Profile read(List<String> lines) {
        Matcher fallback = match(FALLBACK, lines.getFirst());
        List<Rule> rules = new ArrayList<>();
        for (String line : joined(lines.subList(1, lines.size()))) {
            rules.add(rule(match(RULE, line)));
        }
        return new Profile(action(fallback.group(1)), rules);
    }

    private static Collection<String> joined(List<String> lines) {
        List<String> rules = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ")) {
                rules.add(rules.removeLast() + " " + line.strip());
            } else {
                rules.add(line);
            }
        }
        return rules;
    }

    private static Rule rule(Matcher parts) {
        Set<String> names = new TreeSet<>(Arrays.asList(parts.group(5).strip().split(" +", -1)));
        List<Condition> conditions = Optional.ofNullable(parts.group(4)).stream()
                .flatMap(text -> Arrays.stream(text.split(" and ", -1)))
                .map(text -> condition(match(CONDITION, text)))
                .toList();
        Optional<Architecture> architecture = Optional.ofNullable(parts.group(3))
                .map(word -> Arrays.stream(Architecture.values())
                        .filter(value -> value.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("unknown architecture: " + word)));
        return new Rule(action(parts.group(1)), names, conditions, Optional.ofNullable(parts.group(2)), architecture);
    }

    private static Condition condition(Matcher parts) {
        String mask = Optional.ofNullable(parts.group(2)).orElse("0xffffffff");
        return new Condition(Integer.parseInt(parts.group(1)), number(mask), number(parts.group(3)), false);
    }

    private static Action action(String text) {
        return text.equals("allow")
                ? new Action.Allow()
                : new Action.Errno(Integer.parseInt(text.substring("errno ".length())));
    }

    private static int number(String text) {
        return Long.decode(text).intValue();
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not understood in a system call profile: " + text);
        }
        return matcher;
    }
}
