package dev.drydock.sandbox.labhost;

import dev.drydock.core.labhost.LabId;
import java.nio.file.Path;

/**
 * Where one lab's files are. What is in {@code directory} stays between runs; {@code run} is of the present run only.
 */
record LabFiles(LabId id, Path directory, Path run) {
    static LabFiles of(Path data, LabId id) {
        return new LabFiles(
                id,
                data.resolve("labs").resolve(id.value()),
                data.resolve("run").resolve(id.value()));
    }

    Path record() {
        return directory.resolve("lab.json");
    }

    Path engine() {
        return directory.resolve("engine");
    }

    /** Where the first servers had the output of processes. */
    Path processes() {
        return directory.resolve("processes");
    }

    /** What is below each container's writable layer. */
    Path layers() {
        return directory.resolve("layers");
    }

    /** Where the output of processes is, on the lab's disk. */
    static Path logs(Path disk) {
        return disk.resolve("logs");
    }

    /** The lab's disk, where it is a file. */
    Path diskImage() {
        return directory.resolve("disk.img");
    }

    Path labdLog() {
        return directory.resolve("labd.log");
    }

    /** There when the next start is to run what the engine's files say that runs. */
    Path runAgain() {
        return directory.resolve("run-again");
    }

    Path runRecord() {
        return run.resolve("run.json");
    }

    Path controlSocket() {
        return run.resolve("labd.sock");
    }

    Path engineSocket() {
        return run.resolve("docker.sock");
    }

    /** Sockets to which addresses in the lab lead. */
    Path forwarded() {
        return run.resolve("net");
    }

    Path namesSocket() {
        return forwarded().resolve("names.sock");
    }

    Path egressSocket() {
        return forwarded().resolve("egress.sock");
    }

    Path registrySocket() {
        return forwarded().resolve("registry.sock");
    }
}
