package dev.drydock.core.simulated;

import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeFilesContract;

class SimulatedVolumeFilesTest extends VolumeFilesContract {
    @Override
    protected VolumeFiles files() {
        return new SimulatedVolumeFiles();
    }
}
