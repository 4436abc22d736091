package dev.drydock.core.container;

import java.util.List;

/**
 * Port: the containers of one lab on stable storage. What a method has written survives a crash of the machine when it
 * returns; of a container that removes itself when it ends it is enough that it survives the end of the server. Safe for
 * use by several threads.
 */
public interface ContainerStore {
    /** All that are kept; a damaged one is set aside and left out. */
    List<StoredContainer> load();

    /** Keeps a container in place of what was kept of it. */
    void save(StoredContainer container);

    /** Leaves out from now on what cannot be as it was kept; whoever looks after the server finds it set aside. */
    void setAside(ContainerId id, String reason);

    /** Forgets a container; an unknown one is ignored. */
    void delete(ContainerId id);
}
