package dev.drydock.core.container;

import java.util.Map;

/**
 * What is kept of a container's output.
 *
 * @param driver {@code json-file}, {@code local} or {@code none}
 * @param options as the user gave them, such as {@code max-size=10m}
 */
public record LogConfig(String driver, Map<String, String> options) {
    public static final String DEFAULT_DRIVER = "json-file";
    public static final String NONE = "none";
    public static final LogConfig DEFAULT = new LogConfig(DEFAULT_DRIVER, Map.of());

    /** What is kept without a {@code max-size}, and the most that can be asked for: bytes. */
    public static final long LIMIT = 16L * 1024 * 1024;

    public LogConfig {
        options = Map.copyOf(options);
    }

    /** Whether {@code docker logs} may read it. */
    public boolean isReadable() {
        return !driver.equals(NONE);
    }

    /** Bytes that are kept: all files of a rotation together, never more than {@link #LIMIT}. */
    public long keptBytes() {
        return LogOptions.keptBytes(options);
    }
}
