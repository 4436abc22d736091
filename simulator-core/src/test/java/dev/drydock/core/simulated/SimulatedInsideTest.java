package dev.drydock.core.simulated;

import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.LabInsideContract;
import java.time.Clock;

class SimulatedInsideTest extends LabInsideContract {
    private final SimulatedInside inside = new SimulatedInside(SimulatedPrograms.standard(), Clock.systemUTC());

    @Override
    protected LabInside inside() {
        return inside;
    }

    @Override
    protected void write(String path, String text) {
        inside.put(path, text);
    }
}
