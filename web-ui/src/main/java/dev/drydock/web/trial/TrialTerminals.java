package dev.drydock.web.trial;

import dev.drydock.core.labhost.TerminalId;
import dev.drydock.lessons.course.TypedLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The first terminal of each lab host that a lesson needs, and others as soon as something is typed there. */
final class TrialTerminals implements AutoCloseable {
    private static final int SHOWN_LINES = 20;

    private final Map<Place, TrialTerminal> terminals = new LinkedHashMap<>();
    private final BiFunction<Integer, TerminalId, TrialSocket> connect;

    /** @param connect to a terminal of the lab host with this number */
    TrialTerminals(int hosts, BiFunction<Integer, TerminalId, TrialSocket> connect) {
        this.connect = connect;
        for (int host = 1; host <= hosts; host++) {
            at(new Place(host, TerminalId.FIRST));
        }
    }

    private record Place(int host, TerminalId terminal) {
        static Place of(TypedLine line) {
            return new Place(line.host(), line.terminal());
        }
    }

    private TrialTerminal at(Place place) {
        return terminals.computeIfAbsent(place, _ -> new TrialTerminal(connect.apply(place.host(), place.terminal())));
    }

    boolean awaitPrompts() throws InterruptedException {
        for (TrialTerminal terminal : terminals.values()) {
            if (!terminal.awaitPrompt()) {
                return false;
            }
        }
        return true;
    }

    /** Types commands, each when the prompt is back; says what did not come. */
    Optional<String> type(List<TypedLine> lines) throws InterruptedException {
        for (int i = 0; i < lines.size(); i++) {
            TypedLine line = lines.get(i);
            boolean isNew = !terminals.containsKey(Place.of(line));
            if (isNew && !at(Place.of(line)).awaitPrompt()) {
                return Optional.of("the terminal " + line.terminal() + " shows no prompt");
            }
            boolean keysFollow = keysFollow(line, lines.subList(i + 1, lines.size()));
            if (!at(Place.of(line)).type(line.command(), keysFollow)) {
                return Optional.of("after \"" + line.command() + "\" comes no " + (keysFollow ? "output" : "prompt")
                        + screen(line));
            }
        }
        return Optional.empty();
    }

    /** Whether what is typed next into the same terminal are keys: until then the command goes on there. */
    private static boolean keysFollow(TypedLine line, List<TypedLine> later) {
        return later.stream()
                .filter(each -> Place.of(each).equals(Place.of(line)))
                .findFirst()
                .filter(next -> TrialTerminal.isKeys(next.command()))
                .isPresent();
    }

    /** The last lines that the terminal shows into which this line was typed. */
    String screen(TypedLine typed) {
        return screen(Place.of(typed));
    }

    /** The same of the first terminal. */
    String screen() {
        return screen(new Place(1, TerminalId.FIRST));
    }

    private String screen(Place place) {
        List<String> lines = at(place).output().lines().toList();
        return "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()))
                        .indent(4)
                        .stripTrailing();
    }

    @Override
    public void close() {
        terminals.values().forEach(TrialTerminal::close);
    }
}
