package dev.drydock.core.build;

/** A command of a Dockerfile ended with an error. */
public final class BuildFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    BuildFailure(String command, int exitCode) {
        super("The command '" + command + "' returned a non-zero code: " + exitCode);
        this.exitCode = exitCode;
    }

    /** Of the command. */
    public int exitCode() {
        return exitCode;
    }
}
