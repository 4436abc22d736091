package dev.drydock.core.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The containers of one engine and their life cycle. Every method may be called from several threads; each container
 * has one lock. A {@code key} is a name, a full id or an unambiguous prefix of one; an unknown key is
 * {@code NotFound("No such container: key")}.
 */
public final class Containers {
    public Container create(Optional<String> name, ContainerConfig config, HostConfig hostConfig) {
        throw new UnsupportedOperationException();
    }

    /** Starts it; {@code NotModified} when it runs. A program that cannot be run leaves it as it was, with the error. */
    public void start(String key) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends the stop signal, then SIGKILL after the timeout, and returns when it has ended; {@code NotModified} when it
     * does not run.
     *
     * @param timeout empty for the container's own or 10 seconds; negative for no limit
     */
    public void stop(String key, Optional<Duration> timeout, Optional<String> signal) {
        throw new UnsupportedOperationException();
    }

    /** @param signal a name with or without {@code SIG}, or a number */
    public void kill(String key, String signal) {
        throw new UnsupportedOperationException();
    }

    public void rename(String key, String name) {
        throw new UnsupportedOperationException();
    }

    /** @param force end it first if it runs */
    public void remove(String key, boolean force) {
        throw new UnsupportedOperationException();
    }

    public Container find(String key) {
        throw new UnsupportedOperationException();
    }

    /** Newest first. */
    public List<Container> list(ContainerFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** Completes when the condition is met; with the last exit status. */
    public CompletableFuture<ExitStatus> await(String key, WaitCondition condition) {
        throw new UnsupportedOperationException();
    }

    /** Joins PID 1's streams; possible before the start. */
    public Attachment attach(String key, AttachRequest request) {
        throw new UnsupportedOperationException();
    }

    public void resize(String key, TerminalSize size) {
        throw new UnsupportedOperationException();
    }

    public Exec createExec(String key, ProcessSpec process) {
        throw new UnsupportedOperationException();
    }

    /** Starts the exec and joins its streams from their first byte. */
    public Attachment startExec(String execId, TerminalSize size, boolean stdin) {
        throw new UnsupportedOperationException();
    }

    /** Starts the exec without a client. */
    public void startExecDetached(String execId) {
        throw new UnsupportedOperationException();
    }

    public Exec findExec(String execId) {
        throw new UnsupportedOperationException();
    }

    public void resizeExec(String execId, TerminalSize size) {
        throw new UnsupportedOperationException();
    }
}
