package dev.drydock.core.container;

import dev.drydock.core.network.NetworkId;
import java.net.InetAddress;
import java.util.List;

/**
 * What 127.0.0.11 answers to everybody on a network.
 *
 * @param name a container's name, short id or alias there
 * @param addresses of all who have the name, in the order of the containers, newest first
 */
public record NameRecord(NetworkId network, String name, List<InetAddress> addresses) {
    public NameRecord {
        addresses = List.copyOf(addresses);
    }
}
