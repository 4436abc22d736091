package dev.drydock.sandbox.network;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.Bridge;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import java.util.List;

/** Makes the bridges of one lab. */
public final class LinuxNetworkDriver implements NetworkDriver {
    private static final int INTERNAL = 1;

    private final LabdClient labd;
    private final List<byte[]> peers;

    /** @param peers addresses of the student's other lab hosts, there or not, 4 bytes each */
    public LinuxNetworkDriver(LabdClient labd, List<byte[]> peers) {
        this.labd = labd;
        this.peers = List.copyOf(peers);
    }

    @Override
    public void createBridge(Bridge bridge) {
        Fields fields = fields(bridge)
                .number(Tag.FLAGS, bridge.internal() ? INTERNAL : 0)
                .number(Tag.MTU, bridge.mtu());
        bridge.vxlan().ifPresent(vxlan -> {
            fields.number(Tag.VNI, vxlan.vni());
            peers.forEach(peer -> fields.bytes(Tag.PEER, peer));
        });
        call(FrameType.BRIDGE, fields);
    }

    private static Fields fields(Bridge bridge) {
        Fields fields = new Fields()
                .text(Tag.NAME, bridge.name())
                .number(Tag.PREFIX, bridge.subnet().prefixLength());
        return bridge.vxlan()
                .map(vxlan -> fields.text(Tag.DEVICE, vxlan.device()))
                .orElseGet(() -> fields.bytes(Tag.ADDRESS, bridge.gateway().getAddress()));
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
