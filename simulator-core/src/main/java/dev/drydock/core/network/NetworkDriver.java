package dev.drydock.core.network;

import java.net.Inet4Address;

/** Port: makes the bridges of one lab real. Endpoints are made by the runtime together with the container's namespace. */
public interface NetworkDriver {
    /** Makes the bridge with the gateway's address on it, and sets it up; one that is there already is kept. */
    void createBridge(String bridge, Inet4Address gateway, int prefixLength);

    /** Removes a bridge; an unknown one is ignored. */
    void removeBridge(String bridge);
}
