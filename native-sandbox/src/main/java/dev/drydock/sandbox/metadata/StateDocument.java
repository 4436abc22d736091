package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.sandbox.metadata.ContainerDocument.StatusDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container's state as it stands in its file; which fields there are depends on the state.
 *
 * @param exitCode of a start that failed
 */
record StateDocument(
        String state,
        @Nullable Integer pid,
        @Nullable String startedAt,
        @Nullable StatusDocument last,
        @Nullable Integer exitCode,
        @Nullable String error,
        @Nullable Long oomKills) {

    static StateDocument of(ContainerState state) {
        String word = state.word();
        return switch (state) {
            case ContainerState.Created(int code, String error) ->
                new StateDocument(word, null, null, null, code, error, null);
            case ContainerState.Running(int pid, Instant at, long oomKills) -> running(word, pid, at, oomKills);
            case ContainerState.Paused(int pid, Instant at, long oomKills) -> running(word, pid, at, oomKills);
            case ContainerState.Restarting(ExitStatus last, Instant at) -> ended(word, last, at, "");
            case ContainerState.Exited(ExitStatus last, Instant at, String error) -> ended(word, last, at, error);
            case ContainerState.Removing _, ContainerState.Dead _ ->
                new StateDocument(word, null, null, null, null, null, null);
        };
    }

    private static StateDocument running(String word, int pid, Instant at, long oomKills) {
        return new StateDocument(word, pid, at.toString(), null, null, null, oomKills == 0 ? null : oomKills);
    }

    private static StateDocument ended(String word, ExitStatus last, Instant at, String error) {
        return new StateDocument(word, null, at.toString(), StatusDocument.of(last), null, error, null);
    }

    ContainerState read() {
        return switch (state) {
            case "created" -> new ContainerState.Created(present(exitCode), present(error));
            case "running" -> new ContainerState.Running(present(pid), start(), kills());
            case "paused" -> new ContainerState.Paused(present(pid), start(), kills());
            case "restarting" -> new ContainerState.Restarting(present(last).read(), start());
            case "exited" -> new ContainerState.Exited(present(last).read(), start(), present(error));
            case "removing" -> new ContainerState.Removing();
            case "dead" -> new ContainerState.Dead();
            default -> throw new DocumentFolder.DamagedException("no container is " + state);
        };
    }

    /** Older records have none. */
    private long kills() {
        return oomKills == null ? 0 : oomKills;
    }

    private Instant start() {
        return Instant.parse(present(startedAt));
    }

    private <V> V present(@Nullable V value) {
        if (value == null) {
            throw new DocumentFolder.DamagedException("a value of the state " + state + " is missing");
        }
        return value;
    }
}
