package dev.drydock.sandbox.network;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import java.net.Inet4Address;

/** Makes the bridges of one lab. */
public final class LinuxNetworkDriver implements NetworkDriver {
    private final LabdClient labd;

    public LinuxNetworkDriver(LabdClient labd) {
        this.labd = labd;
    }

    @Override
    public void createBridge(String bridge, Inet4Address gateway, int prefixLength) {
        Fields fields = new Fields()
                .text(Tag.NAME, bridge)
                .bytes(Tag.ADDRESS, gateway.getAddress())
                .number(Tag.PREFIX, prefixLength);
        call(FrameType.BRIDGE, fields);
    }

    @Override
    public void removeBridge(String bridge) {
        call(FrameType.BRIDGE_REMOVE, new Fields().text(Tag.NAME, bridge));
    }

    private void call(FrameType request, Fields fields) {
        try {
            labd.call(request, fields);
        } catch (LabdRefusal e) {
            throw new SystemFailure("network: " + e.sentence(), e);
        }
    }
}
