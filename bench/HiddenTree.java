import java.io.BufferedReader;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shell for which the machine has no control groups of version 2 beside those of version 1: crun refuses to work where
 * both have controllers. A command costs about what it costs elsewhere, and nothing of the machine is changed.
 */
final class HiddenTree implements AutoCloseable {
    private final Process shell;
    private final BufferedReader answers;

    HiddenTree() throws IOException {
        shell = new ProcessBuilder("unshare", "--mount", "sh", "-c", "umount /sys/fs/cgroup/unified && exec sh")
                .redirectErrorStream(true)
                .start();
        answers = shell.inputReader();
    }

    void run(String... command) throws IOException {
        String line = Stream.of(command).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        shell.outputWriter().write(line + " </dev/null; echo \"\nended $?\"\n");
        shell.outputWriter().flush();
        StringBuilder said = new StringBuilder();
        for (String answer = answers.readLine(); !"ended 0".equals(answer); answer = answers.readLine()) {
            if (answer == null || answer.startsWith("ended ")) {
                throw new IOException(line + " " + answer + ": " + said);
            }
            said.append(answer);
        }
    }

    @Override
    public void close() throws InterruptedException {
        Processes.end(shell, Processes.PATIENCE);
    }
}
