package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.RunMount.Cache.Sharing;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.unit.Sizes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the value of {@code RUN --mount}. The sentences are those of BuildKit's frontend. */
final class RunMountParser {
    private static final Set<String> TYPES = Set.of("bind", "cache", "tmpfs", "secret");
    private static final Map<String, String> SYNONYMS =
            Map.of("src", "source", "dst", "target", "destination", "target", "ro", "readonly", "rw", "readwrite");
    private static final Set<String> SWITCHES = Set.of("readonly", "readwrite", "required");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "bind", Set.of("from", "source", "target", "readonly", "readwrite"),
            "cache", Set.of("id", "target", "readonly", "readwrite", "sharing", "mode", "uid", "gid"),
            "tmpfs", Set.of("target", "size", "readonly", "readwrite"),
            "secret", Set.of("id", "source", "target", "env", "required", "mode", "uid", "gid"));
    private static final int CACHE_MODE = 0755;
    private static final int SECRET_MODE = 0400;
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private final Map<String, String> values = new HashMap<>();
    private final String type;

    private RunMountParser(List<String> fields) {
        fields.forEach(this::field);
        type = values.getOrDefault("type", "bind");
        values.remove("type");
    }

    static RunMount parse(String text) {
        RunMountParser parser = new RunMountParser(CsvFields.of(text));
        return parser.mount();
    }

    private void field(String field) {
        int equals = field.indexOf('=');
        String word = field.substring(0, equals < 0 ? field.length() : equals).toLowerCase(Locale.ROOT);
        String key = SYNONYMS.getOrDefault(word, word);
        if (equals < 0 && !SWITCHES.contains(key)) {
            throw new InvalidParameter("invalid field '" + field + "' must be a key=value pair");
        }
        String text = equals < 0 ? "true" : field.substring(equals + 1);
        String value = key.equals("type") || key.equals("sharing") ? text.toLowerCase(Locale.ROOT) : text;
        if (key.equals("type") && !TYPES.contains(value)) {
            throw new InvalidParameter("unsupported mount type " + Quoted.of(text));
        }
        if (key.equals("from") && value.indexOf('$') >= 0 && value.indexOf('$') < value.length() - 1) {
            throw new InvalidParameter("'from' doesn't support variable expansion, define alias stage instead");
        }
        if (!key.equals("type") && KEYS.values().stream().noneMatch(keys -> keys.contains(key))) {
            throw new InvalidParameter("unexpected key '" + key + "' in '" + field + "'");
        }
        values.put(key, value);
    }

    private RunMount mount() {
        for (String key : values.keySet()) {
            if (!KEYS.getOrDefault(type, Set.of()).contains(key)) {
                throw new InvalidParameter(misplaced(key));
            }
        }
        return switch (type) {
            case "cache" -> cache();
            case "tmpfs" -> new RunMount.Tmpfs(target(), size());
            case "secret" -> secret();
            default -> new RunMount.Bind(text("from"), text("source").orElse("/"), target(), isReadOnly(true));
        };
    }

    private String misplaced(String key) {
        return switch (key) {
            case "mode", "uid", "gid" -> key + " not allowed for " + Quoted.of(type) + " type mounts";
            case "sharing" -> "invalid cache sharing set for " + type + " mount";
            default -> "unexpected key '" + key + "' for mount type '" + type + "'";
        };
    }

    private RunMount cache() {
        String target = target();
        String sharing = text("sharing").orElse("shared");
        Sharing shared = switch (sharing) {
            case "shared" -> Sharing.SHARED;
            case "private" -> Sharing.PRIVATE;
            case "locked" -> Sharing.LOCKED;
            default -> throw new InvalidParameter("unsupported sharing value " + Quoted.of(sharing));
        };
        return new RunMount.Cache(
                text("id").orElse(target),
                target,
                isReadOnly(false),
                shared,
                number("uid", DECIMAL, 0),
                number("gid", DECIMAL, 0),
                number("mode", OCTAL, CACHE_MODE));
    }

    private RunMount secret() {
        if (text("source").isPresent() && text("id").isPresent()) {
            throw new InvalidParameter("both source and id can't be set");
        }
        Optional<String> target = text("target");
        String id = text("id")
                .or(() -> text("source"))
                .or(() -> target.map(RunMountParser::base))
                .orElseThrow(() -> new InvalidParameter("invalid secret mount. one of source, target required"));
        Optional<String> variable = text("env");
        return new RunMount.Secret(
                id,
                target.orElse(variable.isPresent() ? "" : "/run/secrets/" + base(id)),
                variable,
                truth("required", false),
                number("uid", DECIMAL, 0),
                number("gid", DECIMAL, 0),
                number("mode", OCTAL, SECRET_MODE));
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    private String target() {
        return text("target").orElseThrow(() -> new InvalidParameter("invalid mount target \"\""));
    }

    private boolean isReadOnly(boolean usual) {
        return truth("readonly", !truth("readwrite", !usual));
    }

    private boolean truth(String key, boolean usual) {
        String value = values.get(key);
        if (value == null) {
            return usual;
        }
        return switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new InvalidParameter("invalid value for " + key + ": " + value);
        };
    }

    private int number(String key, int radix, int usual) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return usual;
        }
        try {
            if (value.get().startsWith("+") || value.get().startsWith("-")) {
                throw new NumberFormatException("signed");
            }
            return Integer.parseInt(value.get(), radix);
        } catch (NumberFormatException e) {
            throw new InvalidParameter("invalid value " + value.get() + " for " + key, e);
        }
    }

    private long size() {
        return text("size")
                .map(size ->
                        Sizes.parse(size).orElseThrow(() -> new InvalidParameter("invalid value for size: " + size)))
                .orElse(0L);
    }
}
