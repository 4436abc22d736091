package dev.drydock.core.network;

/** Port: makes the bridges of one lab, and what else networks need of it, real. Endpoints are made by the runtime together with the container's namespace. */
public interface NetworkDriver {
    /**
     * Makes the bridge with the gateway's address on it, and sets it up; one that is there already is kept. Nothing is
     * passed on between bridges.
     */
    void createBridge(Bridge bridge);

    /** Whether the lab host has a network device of this name. */
    boolean hasDevice(String name);

    /**
     * Makes the device ready for containers' devices upon it: makes it if it is not there.
     *
     * @throws dev.drydock.core.error.EngineException.SystemFailure when the kernel has no such devices, with its reason
     */
    void createParent(Parent parent);

    /** Removes a device that was made; an unknown one is ignored. */
    void removeParent(String device);

    /** Removes a bridge; an unknown one is ignored. */
    void removeBridge(Bridge bridge);
}
