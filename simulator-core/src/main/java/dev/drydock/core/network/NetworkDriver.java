package dev.drydock.core.network;

/** Port: makes the bridges of one lab real. Endpoints are made by the runtime together with the container's namespace. */
public interface NetworkDriver {
    /**
     * Makes the bridge with the gateway's address on it, and sets it up; one that is there already is kept. Nothing is
     * passed on between bridges.
     */
    void createBridge(Bridge bridge);

    /** Removes a bridge; an unknown one is ignored. */
    void removeBridge(Bridge bridge);
}
