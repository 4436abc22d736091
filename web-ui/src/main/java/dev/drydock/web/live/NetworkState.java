package dev.drydock.web.live;

import java.util.List;
import java.util.Optional;

/**
 * A network.
 *
 * @param subnet in CIDR form, empty for host and none
 * @param gateway address of the bridge, empty for host and none
 * @param ipv6 subnet of version 6, where it has one
 * @param device its bridge on the lab host, or the device upon which its containers have theirs; empty for host and none
 * @param mode of its containers' devices, such as {@code bridge} for a macvlan; absent where they are ports of a bridge
 * @param closed whether no way leads out of it
 */
record NetworkState(
        String id,
        String name,
        String driver,
        String subnet,
        String gateway,
        Optional<String> ipv6,
        String device,
        Optional<String> mode,
        boolean closed,
        Optional<Carrier> carrier) {
    /**
     * What carries an overlay network to the student's other lab hosts.
     *
     * @param vni number in VXLAN's header
     * @param device on the lab host
     * @param peers lab hosts that have the network, this one too
     */
    record Carrier(int vni, String device, List<Peer> peers) {}

    /**
     * A lab host by its number, with its address on the network between lab hosts.
     */
    record Peer(int host, String address) {}

    /**
     * A container's place on a network.
     *
     * @param network id
     * @param device inside the container
     * @param hostDevice the other end of the pair on the lab host, or the device that it is part of
     * @param ipv6 address of version 6 with its prefix, where it has one
     * @param mac empty for that of the device it is part of
     * @param names by which the others on the network find it
     */
    record Place(
            String network,
            String device,
            String hostDevice,
            String address,
            int prefix,
            Optional<String> ipv6,
            String mac,
            List<String> names) {}
}
