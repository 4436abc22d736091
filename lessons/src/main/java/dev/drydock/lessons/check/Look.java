package dev.drydock.lessons.check;

import java.util.Optional;

/** A question to what is inside a lab host, beside what its engine knows. */
public sealed interface Look {
    /**
     * What is at a path.
     *
     * @param container name of the container in which; empty for the lab host itself
     */
    record AtFile(Optional<String> container, String path) implements Look {
        /** As {@code docker cp} has it: {@code web:/note}. */
        String place() {
            return container.map(name -> name + ":").orElse("") + path;
        }
    }

    /** @param container whose; empty for those of the lab host, which has those of all containers among its own */
    record AtProcesses(Optional<String> container) implements Look {}

    /** @param line for the lab host's shell */
    record AtCommand(String line) implements Look {}

    /**
     * Who takes a connection on the lab host's network.
     *
     * @param path asked for by HTTP; empty to connect only
     */
    record AtPort(String host, int port, Optional<String> path) implements Look {
        String place() {
            return path.map(rest -> "http://" + host + (port == HTTP ? "" : ":" + port) + rest)
                    .orElse(host + ":" + port);
        }
    }

    /** @param repository as a path of the registry; one without a slash is below the student's own name */
    record AtRepository(String repository) implements Look {}

    int HTTP = 80;
}
