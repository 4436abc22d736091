package dev.drydock.lessons.check;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a look has found. */
public sealed interface Sight {
    /** @param file empty when there is nothing */
    record OfFile(Optional<FileView> file) implements Sight {}

    record OfProcesses(List<ContainerProcess> processes) implements Sight {
        public OfProcesses {
            processes = List.copyOf(processes);
        }
    }

    /** @param exitCode empty when it took too long and was killed */
    record OfCommand(Optional<Integer> exitCode, String output) implements Sight {}

    /** Somebody took the connection; with HTTP, what they answered. */
    record OfAnswer(int status, String body) implements Sight {}

    /** Nobody did, or said nothing in time. */
    record NoAnswer(boolean isRefused) implements Sight {}

    /** @param pushedAt the tags, and when each was last pushed; empty when there is no such repository */
    record OfRepository(Map<String, Instant> pushedAt) implements Sight {
        public OfRepository {
            pushedAt = Map.copyOf(pushedAt);
        }
    }

    /** The container is not there, or does not run where it would have to. */
    record NoContainer() implements Sight {}

    /** @param sentence why nothing can be said, in the words of whatever failed */
    record Failed(String sentence) implements Sight {}
}
