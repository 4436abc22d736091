package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.Resources.Ulimit;
import dev.drydock.core.container.Security;
import java.util.List;

/**
 * What holds for the processes of one container.
 *
 * @param ulimits of each process
 */
record Confinement(Capabilities capabilities, Security security, List<Ulimit> ulimits) {
    Confinement {
        ulimits = List.copyOf(ulimits);
    }

    static Confinement of(Security security, List<Ulimit> ulimits) {
        return new Confinement(Capabilities.of(security), security, ulimits);
    }
}
