package dev.drydock.sandbox.seccomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables and profiles that come with this package. */
final class Resources {
    private Resources() {}

    /** Lines without comments and empty ones. */
    static List<String> lines(String name) {
        try (InputStream input = Resources.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
