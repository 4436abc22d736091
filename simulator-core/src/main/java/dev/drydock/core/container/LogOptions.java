package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.unit.Sizes;
import java.util.Map;
import java.util.Set;

/** The options of Docker's {@code json-file} and {@code local} log drivers; sentences are dockerd's. */
final class LogOptions {
    private static final Set<String> KNOWN = Set.of(
            "max-size",
            "max-file",
            "compress",
            "mode",
            "max-buffer-size",
            "labels",
            "labels-regex",
            "env",
            "env-regex",
            "tag");

    private LogOptions() {}

    static void check(LogConfig config) {
        switch (config.driver()) {
            case LogConfig.DEFAULT_DRIVER, "local", LogConfig.NONE -> {}
            case String driver ->
                throw new EngineException.NotImplemented("the log driver \"" + driver
                        + "\" is not supported by this engine: it has json-file, local and none");
        }
        for (String name : config.options().keySet()) {
            if (!KNOWN.contains(name) || config.driver().equals(LogConfig.NONE)) {
                throw invalid("unknown log opt '" + name + "' for " + config.driver() + " log driver");
            }
        }
        String size = config.options().getOrDefault("max-size", "");
        if (!size.isEmpty() && Sizes.parse(size).isEmpty()) {
            throw invalid("invalid size: '" + size + "'");
        }
        String files = config.options().getOrDefault("max-file", "1");
        if (count(files) < 1) {
            throw invalid("max-file cannot be less than 1");
        }
        if (count(files) > 1 && size.isEmpty() && config.driver().equals(LogConfig.DEFAULT_DRIVER)) {
            throw invalid("\"max-file\" cannot be used without \"max-size\" being set");
        }
    }

    static long keptBytes(Map<String, String> options) {
        long size = Sizes.parse(options.getOrDefault("max-size", "")).orElse(LogConfig.LIMIT);
        long files = count(options.getOrDefault("max-file", "1"));
        return size <= 0 || size > LogConfig.LIMIT / files ? LogConfig.LIMIT : size * files;
    }

    private static int count(String text) {
        return Math.clamp(GoNumbers.atoi(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static EngineException invalid(String sentence) {
        return new EngineException.InvalidParameter(sentence);
    }
}
