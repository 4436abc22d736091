package dev.drydock.web.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Types into a terminal and waits for what a person would wait for: the next prompt. A line such as {@code ^C} or
 * {@code ^P^Q} stands for keys pressed with Ctrl; before such a line no prompt comes, only output.
 */
final class TrialTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern KEYS = Pattern.compile("(\\^[A-Z])+");
    private static final Pattern ESCAPES =
            Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]|\u001B[=>]|\u001B\\][^\u0007]*\u0007");
    /** The server's word. */
    private static final String CAUGHT_UP = "caught-up";

    private static final String CONTINUATION = "> ";
    private static final Pattern PROMPT = Pattern.compile("[^\\n]*[#$] ");

    private final TrialSocket socket;

    TrialTerminal(TrialSocket socket) {
        this.socket = socket;
    }

    /** Returns whether the prompt has come, after what was shown earlier, perhaps in another lesson. */
    boolean awaitPrompt() throws InterruptedException {
        return socket.await(
                received -> received.texts().contains(CAUGHT_UP) && isPrompt(plain(received.output())), PATIENCE);
    }

    static boolean isKeys(String line) {
        return KEYS.matcher(line).matches();
    }

    /**
     * Types a command and waits. The lines of a here-document are typed one after the other.
     *
     * @param keysFollow whether the next command is of keys
     * @return whether a prompt has come, or output where keys follow
     */
    boolean type(String command, boolean keysFollow) throws InterruptedException {
        int last = command.lastIndexOf('\n');
        if (last >= 0) {
            for (String line : command.substring(0, last).split("\n", -1)) {
                if (!type(line, answer -> answer.endsWith(CONTINUATION))) {
                    return false;
                }
            }
        }
        return type(command.substring(last + 1), keysFollow ? answer -> !answer.isBlank() : TrialTerminal::isPrompt);
    }

    private boolean type(String line, Predicate<String> isAnswered) throws InterruptedException {
        int from = output().length();
        socket.send((byte) 0, isKeys(line) ? keys(line) : (line + "\r").getBytes(StandardCharsets.UTF_8));
        return socket.await(
                received -> isAnswered.test(answer(plain(received.output()).substring(from), isKeys(line))), PATIENCE);
    }

    /** What has been shown, without colours. */
    String output() {
        return plain(socket.received().output());
    }

    /** What follows the echo of a line. */
    private static String answer(String shown, boolean isKeys) {
        int echo = shown.indexOf('\n');
        return isKeys || echo < 0 ? (isKeys ? shown : "") : shown.substring(echo + 1);
    }

    private static boolean isPrompt(String shown) {
        return PROMPT.matcher(shown.substring(shown.lastIndexOf('\n') + 1)).matches();
    }

    private static byte[] keys(String line) {
        byte[] keys = new byte[line.length() / 2];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (byte) (line.charAt(2 * i + 1) - '@');
        }
        return keys;
    }

    private static String plain(String output) {
        return ESCAPES.matcher(output).replaceAll("").replace("\r", "");
    }

    @Override
    public void close() {
        socket.close();
    }
}
