package dev.drydock.core.build;

import dev.drydock.core.oci.Platform;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The values of {@code ARG}s: what the client gives, and what stands above the first stage. Safe for several threads. */
final class BuildArguments {
    /** Makes what is built carry this time, in seconds since the epoch. */
    static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";

    /** Counts without being declared, and is not in the image's history then. */
    private static final List<String> PREDEFINED = List.of(
            "ALL_PROXY",
            "FTP_PROXY",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "NO_PROXY",
            "all_proxy",
            "ftp_proxy",
            "http_proxy",
            "https_proxy",
            "no_proxy");

    private final Map<String, String> given = new HashMap<>();
    private final Map<String, String> globals = new ConcurrentHashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    BuildArguments(Map<String, Optional<String>> given, Platform platform) {
        given.forEach((name, value) -> value.ifPresent(text -> this.given.put(name, text)));
        for (String machine : List.of("BUILD", "TARGET")) {
            globals.put(machine + "OS", platform.os());
            globals.put(machine + "ARCH", platform.architecture());
            globals.put(machine + "PLATFORM", platform.os() + "/" + platform.architecture());
        }
        used.add(SOURCE_DATE_EPOCH);
    }

    /** What the client gives, empty when it gives nothing. */
    Optional<String> given(String name) {
        Optional<String> value = Optional.ofNullable(given.get(name));
        value.ifPresent(_ -> used.add(name));
        return value;
    }

    /** Declares one above the first stage. */
    void declare(String name, Optional<String> value) {
        given(name).or(() -> value).ifPresent(text -> globals.put(name, text));
    }

    /** What {@code FROM} can use. */
    Optional<String> global(String name) {
        return Optional.ofNullable(globals.get(name));
    }

    /** What the client gave and nothing has asked for. */
    Collection<String> unused() {
        return given.keySet().stream()
                .filter(name -> !used.contains(name) && !PREDEFINED.contains(name))
                .sorted()
                .toList();
    }

    /** The arguments of one stage. Not for use by several threads. */
    final class Stage {
        private final Map<String, Optional<String>> declared = new TreeMap<>();

        void declare(String name, Optional<String> value) {
            declared.put(name, value);
            given(name);
        }

        /** Those that have a value, by name. */
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            PREDEFINED.forEach(name -> given(name).ifPresent(value -> values.put(name, value)));
            declared.forEach((name, value) ->
                    given(name).or(() -> value).or(() -> global(name)).ifPresent(text -> values.put(name, text)));
            return values;
        }

        boolean isDeclared(String name) {
            return declared.containsKey(name);
        }
    }
}
