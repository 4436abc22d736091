package dev.drydock.sandbox.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a profile in the JSON format of {@code docker run --security-opt seccomp=FILE} (Docker's documentation, "Seccomp
 * security profiles for Docker"). Conditions look at the lower 32 bits of an argument.
 */
public final class ProfileDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int EPERM = 1;

    private ProfileDocument() {}

    /** @throws IllegalArgumentException with a sentence about what is wrong in it */
    public static Profile read(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            if (!document.isObject()) {
                throw new IllegalArgumentException("a profile is a JSON object");
            }
            List<Rule> rules = new ArrayList<>();
            for (JsonNode entry : document.path("syscalls")) {
                addRules(rules, entry);
            }
            return new Profile(action(document.path("defaultAction"), document.path("defaultErrnoRet")), rules);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** A rule for each capability and architecture that an entry is included for; excluded ones are taken as absent. */
    private static void addRules(List<Rule> rules, JsonNode entry) {
        Set<String> names = new TreeSet<>(strings(entry.path("names")));
        if (entry.hasNonNull("name")) {
            names.add(entry.path("name").asString());
        }
        if (!isForThisMachine(entry.path("includes").path("arches"), true)
                || !isForThisMachine(entry.path("excludes").path("arches"), false)
                || !entry.path("excludes").path("caps").isEmpty()) {
            return;
        }
        List<Condition> conditions = new ArrayList<>();
        entry.path("args").forEach(argument -> conditions.add(condition(argument)));
        Action action = action(entry.path("action"), entry.path("errnoRet"));
        List<String> capabilities = strings(entry.path("includes").path("caps"));
        if (capabilities.isEmpty()) {
            rules.add(new Rule(action, names, conditions, Optional.empty(), Optional.empty()));
        }
        for (String capability : capabilities) {
            rules.add(new Rule(action, names, conditions, Optional.of(capability), Optional.empty()));
        }
    }

    private static boolean isForThisMachine(JsonNode architectures, boolean otherwise) {
        if (architectures.isEmpty()) {
            return true;
        }
        String own = Architecture.current() == Architecture.X86_64 ? "amd64" : "arm64";
        boolean named = strings(architectures).contains(own);
        return named == otherwise;
    }

    private static Condition condition(JsonNode argument) {
        int index = argument.path("index").asInt(-1);
        if (index < 0 || index > 5) {
            throw new IllegalArgumentException("an argument's index is 0 to 5");
        }
        int value = (int) argument.path("value").longValue(0);
        return switch (argument.path("op").asString("")) {
            case "SCMP_CMP_EQ" -> new Condition(index, -1, value, false);
            case "SCMP_CMP_NE" -> new Condition(index, -1, value, true);
            case "SCMP_CMP_MASKED_EQ" ->
                new Condition(index, value, (int) argument.path("valueTwo").longValue(0), false);
            case String op -> throw new IllegalArgumentException("the comparison " + op + " is not supported");
        };
    }

    private static Action action(JsonNode word, JsonNode errno) {
        return switch (word.asString("").toUpperCase(Locale.ROOT)) {
            case "SCMP_ACT_ALLOW", "SCMP_ACT_LOG" -> new Action.Allow();
            case "SCMP_ACT_ERRNO" -> new Action.Errno(errno.isNumber() ? errno.intValue() & 0xFFF : EPERM);
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD" -> new Action.Kill();
            case String other -> throw new IllegalArgumentException("the action " + other + " is not supported");
        };
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asString("")));
        return strings;
    }
}
