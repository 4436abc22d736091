package dev.drydock.sandbox.network;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.Bridge;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.Parent;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.Errno;
import java.util.List;

/** Makes the bridges of one lab. */
public final class LinuxNetworkDriver implements NetworkDriver {
    private static final int INTERNAL = 1;
    private static final int PAIR = 1;
    /** Of a pair of devices that leads nowhere, in place of the same letters of its first end. */
    private static final String OTHER_END = "dp-";

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
        bridge.ipv6()
                .ifPresent(six ->
                        fields.bytes(Tag.ADDRESS6, six.gateway().getAddress()).number(Tag.PREFIX6, six.prefixLength()));
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

    @Override
    public boolean hasDevice(String name) {
        try {
            labd.call(FrameType.DEVICE, new Fields().text(Tag.NAME, name));
            return true;
        } catch (LabdRefusal e) {
            return false;
        }
    }

    @Override
    public void createParent(Parent parent) {
        String device = parent.device();
        Fields fields = new Fields().text(Tag.NAME, device).number(Tag.KIND, SubDevices.kind(parent.kind()));
        String failure = switch (parent.source()) {
            case Parent.Source.Given _ -> "";
            case Parent.Source.Nowhere _ -> {
                fields.number(Tag.FLAGS, PAIR).text(Tag.DEVICE, OTHER_END + device.substring(OTHER_END.length()));
                yield "failed to create " + device + ": ";
            }
            case Parent.Source.Vlan(String below, int id) -> {
                fields.number(Tag.VNI, id).text(Tag.DEVICE, below);
                yield "failed to create " + device + " vlan link: ";
            }
        };
        try {
            labd.call(FrameType.PARENT, fields);
        } catch (LabdRefusal e) {
            // Without a cause: what the kernel lacks is said once, to the student.
            throw new SystemFailure((e.stage().startsWith("kind ")
                            ? "this kernel has no " + parent.kind().driver() + " devices: "
                            : failure)
                    + Errno.sentence(e.errno()));
        }
    }

    @Override
    public void removeParent(String device) {
        call(FrameType.PARENT_REMOVE, new Fields().text(Tag.NAME, device));
    }

    private void call(FrameType request, Fields fields) {
        try {
            labd.call(request, fields);
        } catch (LabdRefusal e) {
            throw new SystemFailure("network: " + e.sentence(), e);
        }
    }
}
