package dev.drydock.sandbox.seccomp;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what happens to some calls; the first rule that fits a call decides.
 *
 * @param conditions all must hold; none for always
 * @param capability a capability that the process must have for the rule to exist
 * @param architecture the only one that has the rule
 */
record Rule(
        Action action,
        Set<String> names,
        List<Condition> conditions,
        Optional<String> capability,
        Optional<Architecture> architecture) {
    Rule {
        names = Set.copyOf(names);
        conditions = List.copyOf(conditions);
    }

    boolean isFor(Architecture machine, Set<String> capabilities) {
        return capability.map(capabilities::contains).orElse(true)
                && architecture.map(machine::equals).orElse(true);
    }
}
