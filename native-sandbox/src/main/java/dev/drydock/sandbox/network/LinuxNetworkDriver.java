package dev.drydock.sandbox.network;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.Bridge;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;

/** Makes the bridges of one lab. */
public final class LinuxNetworkDriver implements NetworkDriver {
    private static final int INTERNAL = 1;

    private final LabdClient labd;

    public LinuxNetworkDriver(LabdClient labd) {
        this.labd = labd;
    }

    @Override
    public void createBridge(Bridge bridge) {
        Fields fields = fields(bridge)
                .number(Tag.FLAGS, bridge.internal() ? INTERNAL : 0)
                .number(Tag.MTU, bridge.mtu());
        call(FrameType.BRIDGE, fields);
    }

    private static Fields fields(Bridge bridge) {
        return new Fields()
                .text(Tag.NAME, bridge.name())
                .bytes(Tag.ADDRESS, bridge.gateway().getAddress())
                .number(Tag.PREFIX, bridge.subnet().prefixLength());
    }

    @Override
    public void removeBridge(Bridge bridge) {
        call(FrameType.BRIDGE_REMOVE, fields(bridge));
    }

    private void call(FrameType request, Fields fields) {
        try {
            labd.call(request, fields);
        } catch (LabdRefusal e) {
            throw new SystemFailure("network: " + e.sentence(), e);
        }
    }
}
