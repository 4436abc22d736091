package dev.drydock.sandbox.network;

import dev.drydock.core.egress.EgressRules;
import dev.drydock.sandbox.linux.BlockingCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connects from the server's machine to hosts outside of it, for lab hosts. Names are looked up, and their addresses judged,
 * just before: a name that leads into the machine is as if it were not there.
 */
public final class OutsideHosts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Lookup lookup;
    private final Judge judge;

    public OutsideHosts(Lookup lookup, Judge judge) {
        this.lookup = lookup;
        this.judge = judge;
    }

    /** As the machine knows names, and by the rules. */
    public static OutsideHosts of(EgressRules rules) {
        return new OutsideHosts(InetAddress::getAllByName, judge(rules));
    }

    /** By the rules, and never at an address of the machine, which may be a public one. */
    public static Judge judge(EgressRules rules) {
        return (host, port, address) ->
                rules.permits(host, port, address) && !machineAddresses().contains(address);
    }

    /** As {@link InetAddress#getAllByName}; may block. */
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Whether lab hosts may have this address for a host. */
    public interface Judge {
        boolean permits(String host, int port, InetAddress address) throws IOException;
    }

    /** Of all its devices at this moment. */
    private static Set<InetAddress> machineAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toSet());
    }

    /** The caller closes the connection. */
    public SocketChannel connect(String host, int port) throws IOException {
        IOException failure = new IOException(host + " has no address that lab hosts may reach at port " + port);
        for (InetAddress address : addresses(host, port)) {
            try {
                return connect(new InetSocketAddress(address, port));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetAddress> addresses(String host, int port) throws IOException {
        try {
            return BlockingCalls.run(() -> permitted(host, port));
        } catch (UncheckedIOException e) {
            throw new IOException(
                    "look up " + host + ": "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        }
    }

    private List<InetAddress> permitted(String host, int port) {
        try {
            List<InetAddress> permitted = new ArrayList<>();
            for (InetAddress address : lookup.addresses(host)) {
                if (judge.permits(host, port, address)) {
                    permitted.add(address);
                }
            }
            return permitted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, (int) PATIENCE.toMillis());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
