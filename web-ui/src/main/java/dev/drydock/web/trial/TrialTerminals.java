package dev.drydock.web.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A terminal of each lab host that a lesson needs. */
final class TrialTerminals implements AutoCloseable {
    private final List<TrialTerminal> terminals = new ArrayList<>();

    /** @param connect to the terminal of a lab host, by its number */
    TrialTerminals(int hosts, IntFunction<TrialSocket> connect) {
        for (int host = 1; host <= hosts; host++) {
            terminals.add(new TrialTerminal(connect.apply(host)));
        }
    }

    TrialTerminal of(int host) {
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

    @Override
    public void close() {
        terminals.forEach(TrialTerminal::close);
    }
}
