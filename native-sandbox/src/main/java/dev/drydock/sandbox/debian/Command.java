package dev.drydock.sandbox.debian;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.sandbox.linux.BlockingCalls;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs programs of this machine to their end, on platform threads. What they complain of goes to a file. */
final class Command {
    private static final int LAST_LINES = 6;
    private final Path complaints;

    Command(Path complaints) {
        this.complaints = complaints;
    }

    /** What it prints. */
    String output(List<String> command) {
        return BlockingCalls.run(() -> {
            try {
                Process process = start(command);
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                end(process, command);
                return output;
            } catch (IOException e) {
                throw cannotRun(command, e);
            }
        });
    }

    /** Copies what it prints. */
    void copy(List<String> command, OutputStream to) throws IOException {
        try {
            BlockingCalls.run(() -> {
                copyHere(command, to);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void copyHere(List<String> command, OutputStream to) {
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            throw cannotRun(command, e);
        }
        try {
            process.getInputStream().transferTo(to);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
        end(process, command);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectError(complaints.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        return builder.start();
    }

    private static Unavailable cannotRun(List<String> command, IOException problem) {
        return new Unavailable("cannot run " + command.getFirst() + ": " + problem.getMessage());
    }

    private void end(Process process, List<String> command) {
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new SystemFailure(command.getFirst() + " ended with code " + code + ": " + lastComplaints());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SystemFailure("interrupted while running " + command.getFirst(), e);
        }
    }

    private String lastComplaints() {
        try {
            List<String> lines = Files.readAllLines(complaints, StandardCharsets.UTF_8);
            return lines.stream().skip(Math.max(0, lines.size() - LAST_LINES)).collect(Collectors.joining(" | "));
        } catch (IOException e) {
            return "(what it said cannot be read: " + e.getMessage() + ")";
        }
    }
}
