package dev.drydock.core.network;

import java.util.List;

/** Port: the networks of one lab on stable storage. What a method has written survives a crash when it returns. */
public interface NetworkStore {
    List<Network> load();

    void save(Network network);
}
