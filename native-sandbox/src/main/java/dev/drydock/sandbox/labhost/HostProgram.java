package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.linux.BlockingCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program of the machine that lab hosts get too.
 *
 * @param libraries what a dynamic program needs, by the paths at which its loader looks; none for a static one
 */
record HostProgram(Path file, List<Path> libraries) {
    HostProgram {
        libraries = List.copyOf(libraries);
    }

    static HostProgram of(Path file) {
        if (!Files.isExecutable(file)) {
            throw new SystemFailure("there is no program " + file);
        }
        return new HostProgram(file, libraries(output(List.of("ldd", file.toString()))));
    }

    /** Reads the output of ldd: {@code name => /path (address)} or {@code /loader (address)}. */
    static List<Path> libraries(String ldd) {
        return ldd.lines()
                .flatMap(line -> Arrays.stream(line.strip().split(" ", -1))
                        .filter(word -> word.startsWith("/"))
                        .limit(1))
                .filter(word -> !word.endsWith(":"))
                .map(Path::of)
                .distinct()
                .sorted()
                .toList();
    }

    /** Writes it to a layer under this name, and its libraries where it expects them. */
    void add(ImageTar tar, String name) throws IOException {
        tar.executable(name, file);
        for (Path library : libraries) {
            tar.executable(library.toString().substring(1), library);
        }
    }

    /** What a program prints; ldd calls a static program an error, so the status does not count. */
    static String output(List<String> command) {
        return BlockingCalls.run(() -> {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                return output;
            } catch (IOException e) {
                throw new SystemFailure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SystemFailure("interrupted while running " + command.getFirst(), e);
            }
        });
    }
}
