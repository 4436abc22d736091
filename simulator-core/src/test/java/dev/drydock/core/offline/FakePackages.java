package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An archive of packages that have one file each, and need nothing. */
final class FakePackages implements DebianPackages {
    static final Instant BUILT = Instant.parse("2026-03-01T00:00:00Z");

    final Map<String, String> versions = new HashMap<>();
    final List<String> updated = new ArrayList<>();
    private final Path directory;

    FakePackages(Path directory) {
        this.directory = directory;
    }

    @Override
    public void update(String suite) {
        updated.add(suite);
    }

    @Override
    public List<DebianPackage> fetch(String suite, List<String> names, Optional<Path> installed) {
        List<String> there = installed.map(FakePackages::lines).orElse(List.of());
        return names.stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .map(this::describe)
                .toList();
    }

    private static List<String> lines(Path status) {
        try {
            return Files.readAllLines(status);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("no status", e);
        }
    }

    private DebianPackage describe(String name) {
        String version = Optional.ofNullable(versions.get(name))
                .orElseThrow(() -> new EngineException.SystemFailure("Unable to locate package " + name));
        try {
            Path file = Files.writeString(directory.resolve(name), version, StandardCharsets.UTF_8);
            return new DebianPackage(name, version, BUILT, file);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("no file", e);
        }
    }

    @Override
    public void unpack(DebianPackage debianPackage, OutputStream tar) throws IOException {
        try (TestRoot root = TestRoot.to(tar)) {
            root.directory("./bin", 0755).file("./bin/" + debianPackage.name(), debianPackage.version(), 0755, 0);
        }
    }
}
