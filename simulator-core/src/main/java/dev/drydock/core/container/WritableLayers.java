package dev.drydock.core.container;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Port: the writable layer of each container of one lab. Safe for use by several threads. */
public interface WritableLayers {
    /** Makes an empty writable layer over a stack of read-only ones. */
    void create(ContainerId container, Optional<ChainId> parent);

    /** Removes it with everything in it; unknown ones are ignored. */
    void remove(ContainerId container);

    /** What the container changed, ordered by path. */
    List<Change> changes(ContainerId container);

    /** Bytes of the regular files in it. */
    long size(ContainerId container);

    /** Writes what the container changed as the tar of an image's layer. */
    void archive(ContainerId container, OutputStream tar) throws IOException;

    /** The containers that have one; those that the engine does not know any more are removed when it starts. */
    Set<ContainerId> list();
}
