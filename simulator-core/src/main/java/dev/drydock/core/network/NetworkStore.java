package dev.drydock.core.network;

import java.util.List;

/**
 * Port: the networks of one lab on stable storage. What a method has written survives a crash of the machine when it
 * returns; of a predefined network, which would be made again, it is enough that it survives the end of the server.
 */
public interface NetworkStore {
    List<Network> load();

    void save(Network network);

    /** One that is not there is ignored. */
    void delete(NetworkId id);
}
