package dev.drydock.web.engineapi;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real {@code docker} command at a socket. */
record DockerCommand(Path socket) {
    /** What one command said. */
    record Outcome(int code, String out, String err) {}

    Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        builder.environment().put("DOCKER_CONFIG", "/nonexistent");
        builder.environment().remove("DOCKER_API_VERSION");
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
        String output = text(process.inputReader());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Outcome(process.exitValue(), output, error.join());
    }

    /** What a command that succeeds prints, without the last line break. */
    String output(String... arguments) throws IOException, InterruptedException {
        Outcome outcome = run(arguments);
        if (outcome.code() != 0) {
            throw new AssertionError(String.join(" ", arguments) + ": " + outcome);
        }
        return outcome.out().strip();
    }

    private static String text(Reader reader) {
        try (reader) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
