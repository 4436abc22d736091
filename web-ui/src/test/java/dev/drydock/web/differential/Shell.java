package dev.drydock.web.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A student's shell in an empty directory, with {@code docker} on an engine's socket. */
final class Shell {
    /** What dockerd 20.10 speaks; asked of both sides, so that the client behaves the same. */
    static final String API_VERSION = "1.41";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 50;
    private final Path socket;
    private final Path scratch;
    private final Map<String, String> variables = new HashMap<>();

    /** @param scratch an empty directory of its own */
    Shell(Path socket, Path scratch) throws IOException {
        this.socket = socket;
        this.scratch = scratch;
        Files.createDirectories(directory());
        variables.put("BEGAN", now());
    }

    private Path directory() {
        return scratch.resolve("home");
    }

    /** Seconds since 1970 with nanoseconds, the form that {@code docker events} takes. */
    private static String now() {
        Instant now = Instant.now();
        return String.format(Locale.ROOT, "%d.%09d", now.getEpochSecond(), now.getNano());
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    void keep(String name, String value) {
        variables.put(name, value);
    }

    Outcome run(String command) throws IOException, InterruptedException {
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.putAll(variables);
        environment.put("NOW", now());
        environment.put("DOCKER_HOST", "unix://" + socket);
        environment.put("DOCKER_API_VERSION", API_VERSION);
        environment.put("DOCKER_CONFIG", scratch.resolve("config").toString());
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return new Outcome(-1, Files.readString(out), Files.readString(err) + "does not end\n");
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Repeats a command until it succeeds. */
    void await(String command) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Outcome last = run(command);
        while (last.code() != 0) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("await " + command + " on " + socket + ": " + last);
            }
            Thread.sleep(PAUSE_MILLIS);
            last = run(command);
        }
    }
}
