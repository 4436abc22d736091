package dev.drydock.sandbox.distribution;

import dev.drydock.core.distribution.AddressRules;
import dev.drydock.core.distribution.RegistryRequest;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses requests to hosts whose names lead into the machine, or into the network that it is in. */
final class HostAddresses {
    private final ProxySettings proxies;
    private final Lookup lookup;

    HostAddresses(ProxySettings proxies) {
        this(proxies, InetAddress::getAllByName);
    }

    HostAddresses(ProxySettings proxies, Lookup lookup) {
        this.proxies = proxies;
        this.lookup = lookup;
    }

    /** As {@link InetAddress#getAllByName}. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    void check(RegistryRequest request) throws IOException {
        // A proxy looks names up for itself.
        if (!request.isConfined() || proxies.hasProxy(request.uri())) {
            return;
        }
        String host = request.uri().getHost();
        try {
            for (InetAddress address : lookup.addresses(host)) {
                if (!AddressRules.isPublic(address)) {
                    throw new EngineException.Forbidden(
                            host + " has the address " + address.getHostAddress() + ", which lab hosts must not reach");
                }
            }
        } catch (UnknownHostException e) {
            throw new IOException(GoSentences.noSuchHost(request.uri()), e);
        }
    }
}
