package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The keys that end an attachment to a terminal without ending the process, such as {@code ctrl-p,ctrl-q}. */
final class DetachKeys {
    private static final String DEFAULT = "ctrl-p,ctrl-q";
    /** Names of the control characters from 27 to 31; 0 is {@code ctrl-@}, 1 to 26 are the letters. */
    private static final String PUNCTUATION = "[\\]^_";

    private final byte[] sequence;

    private DetachKeys(byte[] sequence) {
        this.sequence = sequence;
    }

    /** Reads a list such as {@code ctrl-a,b}; an empty one is the default. */
    static DetachKeys parse(String specification) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String keys = specification.isEmpty() ? DEFAULT : specification;
        for (String key : keys.split(",", -1)) {
            int code = code(key);
            if (code < 0) {
                throw new EngineException.InvalidParameter("Invalid detach keys (" + specification + ") provided");
            }
            bytes.write(code);
        }
        return new DetachKeys(bytes.toByteArray());
    }

    private static int code(String key) {
        if (key.length() == 1 && key.charAt(0) < 0x80) {
            return key.charAt(0);
        }
        if (key.length() != 6 || !key.startsWith("ctrl-")) {
            return -1;
        }
        char letter = key.toLowerCase(Locale.ROOT).equals(key) ? key.charAt(5) : '?';
        if (letter == '@') {
            return 0;
        }
        if (letter >= 'a' && letter <= 'z') {
            return letter - 'a' + 1;
        }
        int index = PUNCTUATION.indexOf(letter);
        return index < 0 ? -1 : 27 + index;
    }

    byte[] bytes() {
        return sequence.clone();
    }

    Scanner scanner() {
        return new Scanner();
    }

    /** Looks for the keys in what one client types, across the borders of its packets. */
    final class Scanner {
        private int matched;
        private boolean found;

        /** What is to be passed on: keys that may still become the whole sequence are held back. */
        ByteBuffer pass(ByteBuffer typed) {
            ByteArrayOutputStream passed = new ByteArrayOutputStream(typed.remaining() + sequence.length);
            while (typed.hasRemaining() && !found) {
                byte key = typed.get();
                if (key != sequence[matched]) {
                    passed.write(sequence, 0, matched);
                    matched = 0;
                }
                if (key == sequence[matched]) {
                    matched++;
                    found = matched == sequence.length;
                } else {
                    passed.write(key);
                }
            }
            return ByteBuffer.wrap(passed.toByteArray());
        }

        boolean isFound() {
            return found;
        }
    }
}
