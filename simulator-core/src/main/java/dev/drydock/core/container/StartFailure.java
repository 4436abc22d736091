package dev.drydock.core.container;

/**
 * The program of a process could not be run. The message is the runtime's part of Docker's sentence, for example
 * {@code exec: "nope": executable file not found in $PATH: unknown}.
 */
public final class StartFailure extends RuntimeException {
    /** What dockerd adds to this reason, whatever it comes from. */
    private static final String NO_DIRECTORY = ": Are you trying to mount a directory onto a file (or vice-versa)?"
            + " Check if the specified host path exists and is the expected type";

    private final int exitCode;

    /**
     * @param exitCode what Docker reports for it: 127 when the program is missing, 126 when it cannot be executed, 128
     *     otherwise
     */
    public StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * Docker's whole sentence: users and groups are looked up by dockerd itself, everything else by the runtime below it.
     *
     * @param runtime how the runtime's sentences begin
     */
    String sentence(String runtime) {
        String message = String.valueOf(getMessage());
        if (message.startsWith("unable to find ") || message.startsWith("uids and gids must be ")) {
            return message.replaceFirst(": unknown$", "");
        }
        return runtime + message + (message.contains(": not a directory") ? NO_DIRECTORY : "");
    }

    public int exitCode() {
        return exitCode;
    }
}
