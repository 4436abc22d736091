package dev.drydock.lessons.format;

import dev.drydock.core.labhost.TerminalId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out whether a lesson wants more terminals of a lab host than there may be. */
final class TerminalUse {
    private final Map<Integer, Set<TerminalId>> used = new HashMap<>();

    /**
     * Counts one that is typed into.
     *
     * @param host number of the lab host
     * @return what is wrong with it
     */
    Optional<String> add(int host, TerminalId terminal) {
        Set<TerminalId> there = used.computeIfAbsent(host, _ -> new HashSet<>(Set.of(TerminalId.FIRST)));
        return there.add(terminal) && there.size() > TerminalId.MOST
                ? Optional.of("a lab host has " + TerminalId.MOST + " terminals at most, and " + terminal
                        + " would be one more")
                : Optional.empty();
    }
}
