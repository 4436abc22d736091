package dev.drydock.web.preview;

import dev.drydock.core.container.Container;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.PublishedPort;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Finds what a preview leads to. Only ports that a running container publishes are reached, and no lab host is started. */
final class PreviewTargets {
    private static final String LOOPBACK = "127.0.0.1";

    private final LabHosts labs;
    private final PreviewKeys keys;

    PreviewTargets(LabHosts labs, PreviewKeys keys) {
        this.labs = labs;
        this.keys = keys;
    }

    /** Empty when nothing publishes the port. */
    Optional<PreviewTarget> find(PreviewHost host) {
        return labs.list().stream()
                .filter(lab -> keys.of(lab.id()).equals(host.key()))
                .findFirst()
                .flatMap(lab -> published(lab, host.port()).map(address -> new PreviewTarget(lab, address)));
    }

    private static Optional<InetSocketAddress> published(LabHost lab, int number) {
        return lab.engine().view().containers().stream()
                .filter(Container::isRunning)
                .flatMap(container -> container.ports().stream())
                .filter(port -> port.hostPort() == number
                        && PublishedPort.protocol(port.containerPort()).equals("tcp"))
                .flatMap(port -> address(port.hostIp()).stream())
                .map(address -> new InetSocketAddress(address, number))
                .findFirst();
    }

    /** Where the lab host itself reaches it; empty for an address of IPv6, beside which there is one of IPv4. */
    private static Optional<Inet4Address> address(String published) {
        return Addresses.find(published.equals("0.0.0.0") ? LOOPBACK : published);
    }
}
