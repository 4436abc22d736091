package dev.drydock.core.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/** Where everything of a container goes that is on none of its networks, for each version of IP; empty for nowhere. */
public record DefaultRoutes(Optional<Inet4Address> ipv4, Optional<Inet6Address> ipv6) {
    public static final DefaultRoutes NOWHERE = new DefaultRoutes(Optional.empty(), Optional.empty());
}
