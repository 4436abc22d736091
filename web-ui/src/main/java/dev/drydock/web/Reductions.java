package dev.drydock.web;

import dev.drydock.sandbox.cgroup.Cgroups;
import dev.drydock.sandbox.linux.IdSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lab hosts lack on this machine and students will notice, in the words of the pages' notices. */
final class Reductions {
    private static final Logger LOG = LoggerFactory.getLogger(Reductions.class);

    private Reductions() {}

    static List<String> of(Cgroups cgroups) {
        List<String> found = of(IdSpace.current(), cgroups.controllers());
        if (!found.isEmpty()) {
            LOG.warn("lab hosts lack something here ({}): ./drydock doctor says what", String.join(", ", found));
        }
        return found;
    }

    static List<String> of(IdSpace ids, Set<String> controllers) {
        List<String> found = new ArrayList<>();
        if (!ids.isWhole()) {
            found.add(ids.count() == 1 ? "one-user" : "shared-users");
        }
        if (controllers.isEmpty()) {
            found.add("no-limits");
        }
        return found;
    }
}
