package dev.drydock.core.container;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process that was added to a running container.
 *
 * @param pid as the lab host sees it, empty before the start
 * @param status empty while it has not ended
 */
public record Exec(
        ExecId id,
        ContainerId container,
        ProcessSpec process,
        Client client,
        OptionalInt pid,
        Optional<ExitStatus> status) {
    private static final long ENTRY = 512;

    /**
     * What the client that made it wants of it, besides the input.
     *
     * @param detachKeys such as {@code ctrl-a,x}, empty for the usual ones
     */
    public record Client(boolean stdout, boolean stderr, String detachKeys) {
        public static final Client ALL = new Client(true, true, "");
    }

    public boolean isRunning() {
        return pid.isPresent() && status.isEmpty();
    }

    Exec withPid(int number) {
        return new Exec(id, container, process, client, OptionalInt.of(number), status);
    }

    Exec withStatus(ExitStatus end) {
        return new Exec(id, container, process, client, pid, Optional.of(end));
    }

    /** About how many bytes it keeps in memory. */
    long weight() {
        return ENTRY
                + process.arguments().stream().mapToLong(String::length).sum()
                + process.environment().stream().mapToLong(String::length).sum()
                + process.workingDirectory().length()
                + process.user().length()
                + client.detachKeys().length();
    }
}
