package dev.drydock.core.container;

/**
 * The program of a process could not be run. The message is the runtime's part of Docker's sentence, for example
 * {@code exec: "nope": executable file not found in $PATH: unknown}.
 */
public final class StartFailure extends RuntimeException {
    private final int exitCode;

    /**
     * @param exitCode what Docker reports for it: 127 when the program is missing, 126 when it cannot be executed, 128
     *     otherwise
     */
    public StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
