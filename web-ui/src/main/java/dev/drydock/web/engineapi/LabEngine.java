package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;

/**
 * Whom a socket is for.
 *
 * @param work that its clients ask for and that takes long
 */
record LabEngine(LabId lab, Engine engine, HeavyWork work) {
    LabEngine(LabId lab, Engine engine) {
        this(lab, engine, new HeavyWork(HeavyWork.Limits.DEFAULT));
    }
}
