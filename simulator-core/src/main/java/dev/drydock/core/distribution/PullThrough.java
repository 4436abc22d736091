package dev.drydock.core.distribution;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.core.reference.Tag;
import java.util.Optional;

/**
 * Keeps what Docker Hub shows to everybody: a class then asks it once for each image, and has the image when Docker Hub cannot
 * be reached or has been asked too often.
 */
public interface PullThrough {
    /** Whose repositories they are in the server's own registry: nobody else changes what lies below this name. */
    String OWNER = RegistrySettings.HUB;

    /** What the tag named when it was kept the last time. */
    Optional<Digest> find(RepositoryName name, Tag tag);

    /**
     * Keeps an image whose blobs and manifests the server has just brought. An image of which a part is missing is left out; of
     * an index those platforms count that are there.
     *
     * @param name of a repository on Docker Hub
     * @param manifest that the tag names, of an image or an index
     */
    void keep(RepositoryName name, Tag tag, Digest manifest);

    /** The name of the repository under which the server's own registry has it, such as {@code docker.io/library/nginx}. */
    static String path(RepositoryName name) {
        return OWNER + "/" + name.path();
    }
}
