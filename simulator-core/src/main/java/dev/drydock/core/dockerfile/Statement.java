package dev.drydock.core.dockerfile;

import dev.drydock.core.dockerfile.Instruction.Heredoc;
import java.util.List;

/**
 * An instruction whose line is taken apart; what it means is not yet asked.
 *
 * @param number of its first line in the file, from 1
 * @param text as it is written, continued lines joined, without white space around it
 * @param keyword in capitals
 * @param flags those that stand before the arguments, with their hyphens
 */
record Statement(
        int number, String text, String keyword, List<String> flags, Arguments arguments, List<Heredoc> heredocs) {
    Statement {
        flags = List.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    /**
     * @param isJson whether they were a JSON list
     * @param words of pairs: name, value, name, value, …; of text for a shell: that text alone
     */
    record Arguments(boolean isJson, List<String> words) {
        static final Arguments NONE = new Arguments(false, List.of());

        Arguments {
            words = List.copyOf(words);
        }

        boolean isEmpty() {
            return words.isEmpty();
        }
    }

    Statement withHeredocs(List<Heredoc> texts) {
        return new Statement(number, text, keyword, flags, arguments, texts);
    }
}
