package dev.drydock.core.simulated;

import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.NetworkDriverContract;
import java.util.Set;

class SimulatedNetworkDriverTest extends NetworkDriverContract {
    private final SimulatedNetworkDriver driver = new SimulatedNetworkDriver();

    @Override
    protected NetworkDriver driver() {
        return driver;
    }

    @Override
    protected Set<String> bridges() {
        return driver.bridges();
    }
}
