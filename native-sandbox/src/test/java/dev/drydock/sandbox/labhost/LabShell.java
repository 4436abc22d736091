package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands in lab hosts, as root of them gives them. */
public final class LabShell {
    private static final int PATIENCE = 60;

    private LabShell() {}

    /** What {@code sh -c COMMAND} writes in the lab host, errors as well. */
    public static String run(TestServer server, LabHost lab, String command) {
        try (Stream<Path> programs = Files.list(server.data().resolve("bin"))) {
            Process process = new ProcessBuilder(
                            programs.findFirst().orElseThrow().toString(),
                            "enter",
                            "--socket",
                            lab.controlSocket().toString(),
                            "--",
                            "sh",
                            "-c",
                            command)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            process.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).exceptionally(_ -> process.destroyForcibly());
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
