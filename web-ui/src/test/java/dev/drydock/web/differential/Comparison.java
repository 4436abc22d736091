package dev.drydock.web.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two engines said to the same command.
 *
 * @param known ids of the differences that the table explains
 * @param unknown the other differences
 */
record Comparison(Set<String> known, List<Difference> unknown) {
    Comparison {
        known = Set.copyOf(known);
        unknown = List.copyOf(unknown);
    }

    static Comparison of(Answer docker, Answer drydock, CompatibilityTable table) {
        Set<String> known = new TreeSet<>();
        List<Difference> unknown = new ArrayList<>();
        String command = docker.line().command();
        // What is not supported differs in everything that follows: it counts as one difference.
        List<Difference> differences = drydock.refusal()
                .map(refusal -> List.of(new Difference(command, docker.summary(), refusal)))
                .orElseGet(() -> Difference.between(command, docker.text(), drydock.text()));
        for (Difference difference : differences) {
            table.explain(difference).ifPresentOrElse(entry -> known.add(entry.id()), () -> unknown.add(difference));
        }
        for (Difference missing : List.copyOf(unknown)) {
            if (missing.drydock().isEmpty()) {
                moved(missing, unknown, table).ifPresent(known::add);
            }
        }
        return new Comparison(known, unknown);
    }

    /** Finds the line that Drydock says in another place instead of one that is missing. */
    private static Optional<String> moved(Difference missing, List<Difference> unknown, CompatibilityTable table) {
        for (Difference extra : unknown) {
            if (extra.docker().isEmpty()) {
                Difference both = new Difference(missing.command(), missing.docker(), extra.drydock());
                Optional<CompatibilityTable.Entry> entry = table.explain(both);
                if (entry.isPresent()) {
                    unknown.remove(missing);
                    unknown.remove(extra);
                    return Optional.of(entry.get().id());
                }
            }
        }
        return Optional.empty();
    }
}
