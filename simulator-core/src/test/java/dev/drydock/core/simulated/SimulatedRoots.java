package dev.drydock.core.simulated;

import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.layer.ChainId;
import java.time.Instant;
import java.time.InstantSource;

/** Where simulated containers have their files. */
final class SimulatedRoots {
    private SimulatedRoots() {}

    /** The stack of the simulated busybox. */
    static ChainId busybox(SimulatedServer server) {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        ImageServices services =
                new ImageServices(new InMemoryImageStore(), server.content(), new EventLog(clock), clock);
        return Images.open(services, server.images()).find("busybox").chain().orElseThrow();
    }
}
