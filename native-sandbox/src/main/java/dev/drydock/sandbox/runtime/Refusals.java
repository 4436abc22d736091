package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.StartFailure;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.labd.LabdRefusal;

/** What a refusal by labd means for the engine. */
final class Refusals {
    private Refusals() {}

    /** A program that cannot be run comes with runc's sentence; anything else is the machine's failure. */
    static RuntimeException of(LabdRefusal refusal) {
        return refusal.status()
                .<RuntimeException>map(status -> new StartFailure(status, refusal.stage() + ": unknown"))
                .orElseGet(() -> new SystemFailure(refusal.sentence(), refusal));
    }
}
