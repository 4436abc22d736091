package dev.drydock.web.differential;

/** One line of a case. Its command is the shell's, as one types it. */
sealed interface Line {
    /** Its number in the script. */
    int number();

    String command();

    /**
     * A command whose output and exit code are compared.
     *
     * @param fails whether Docker is expected to refuse it
     */
    record Compared(int number, String command, boolean fails) implements Line {}

    /** A command whose output is also kept, for later lines to use as {@code $name}. */
    record Captured(int number, String name, String command) implements Line {}

    /** A command that is repeated until it succeeds; nothing of it is compared. */
    record Awaited(int number, String command) implements Line {}
}
