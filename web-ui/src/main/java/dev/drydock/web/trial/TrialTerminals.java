package dev.drydock.web.trial;

import dev.drydock.lessons.course.TypedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A terminal of each lab host that a lesson needs. */
final class TrialTerminals implements AutoCloseable {
    private static final int SHOWN_LINES = 20;

    private final List<TrialTerminal> terminals = new ArrayList<>();

    /** @param connect to the terminal of a lab host, by its number */
    TrialTerminals(int hosts, IntFunction<TrialSocket> connect) {
        for (int host = 1; host <= hosts; host++) {
            terminals.add(new TrialTerminal(connect.apply(host)));
        }
    }

    private TrialTerminal of(int host) {
        return terminals.get(host - 1);
    }

    boolean awaitPrompts() throws InterruptedException {
        for (TrialTerminal terminal : terminals) {
            if (!terminal.awaitPrompt()) {
                return false;
            }
        }
        return true;
    }

    /** Types commands, each when the prompt is back; says what did not come. */
    Optional<String> type(List<TypedLine> lines) throws InterruptedException {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).command();
            boolean keysFollow = i + 1 < lines.size()
                    && TrialTerminal.isKeys(lines.get(i + 1).command());
            int host = lines.get(i).host();
            if (!of(host).type(line, keysFollow)) {
                return Optional.of(
                        "after \"" + line + "\" comes no " + (keysFollow ? "output" : "prompt") + screen(host));
            }
        }
        return Optional.empty();
    }

    /** The last lines that a lab host's terminal shows. */
    String screen(int host) {
        List<String> lines = of(host).output().lines().toList();
        return "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()))
                        .indent(4)
                        .stripTrailing();
    }

    @Override
    public void close() {
        terminals.forEach(TrialTerminal::close);
    }
}
