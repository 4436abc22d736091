package dev.drydock.core.container;

import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import java.io.IOException;
import java.util.Optional;

/**
 * The file system of an image, opened for changes that become a layer, without a container. After a crash nothing is left of it.
 * Not for use by several threads.
 */
public final class WorkingTree implements AutoCloseable {
    private final ContainerServices services;
    private final ContainerId id;
    private final Optional<ChainId> parent;
    private final ContainerTree tree;
    private boolean isOpen = true;

    private WorkingTree(ContainerServices services, ContainerId id, Optional<ChainId> parent, ContainerTree tree) {
        this.services = services;
        this.id = id;
        this.parent = parent;
        this.tree = tree;
    }

    /** @param parent held by the caller */
    static WorkingTree open(ContainerServices services, Optional<ChainId> parent) {
        ContainerId id = new ContainerId(services.ids().next());
        services.layers().create(id, parent);
        boolean done = false;
        try {
            WorkingTree opened =
                    new WorkingTree(services, id, parent, services.runtime().files(id));
            done = true;
            return opened;
        } finally {
            if (!done) {
                services.layers().remove(id);
            }
        }
    }

    /** Until the layer is made. */
    public ContainerTree files() {
        return tree;
    }

    /**
     * Makes a layer of what was changed; the files cannot be reached any more then.
     *
     * @param finish what is done to the layer's tar
     */
    public Optional<Layer> commit(ContentLease lease, LayerFilter finish) throws IOException {
        closeFiles();
        return layer(services, lease, new Changed(id, parent), finish);
    }

    /** Whose changes become a layer, and on what. */
    record Changed(ContainerId container, Optional<ChainId> parent) {}

    /** Empty when nothing has changed. */
    static Optional<Layer> layer(ContainerServices services, ContentLease lease, Changed changed, LayerFilter finish)
            throws IOException {
        ContainerId id = changed.container();
        if (services.layers().changes(id).isEmpty()) {
            return Optional.empty();
        }
        services.images().room().check(services.layers().size(id));
        BlobWriter tar = out -> finish.write(out, changes -> services.layers().archive(id, changes));
        return Optional.of(services.images().addLayer(lease, changed.parent(), tar));
    }

    private void closeFiles() {
        if (isOpen) {
            isOpen = false;
            tree.close();
        }
    }

    @Override
    public void close() {
        closeFiles();
        services.layers().remove(id);
    }
}
