package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Copies trees with everything that overlayfs and programs rely on: owners, links, whiteouts, extended attributes. */
final class TreeCopy {
    private TreeCopy() {}

    /** Copies what is in a directory; on a platform thread, because it waits for a process. */
    static void copy(Path from, Path to) {
        // The other process finds what this one has open by this one's number.
        String target = to.toString()
                .replace("/proc/self/", "/proc/" + ProcessHandle.current().pid() + "/");
        List<String> command = List.of("cp", "-a", "--sparse=always", "--", from + "/.", target + "/");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new SystemFailure("cannot move " + from + " to a disk of limited size; nothing was changed: "
                        + output.lines().findFirst().orElse("cp failed"));
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot run cp: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailure("interrupted while " + from + " was moved", e);
        }
    }
}
