package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.util.List;

/**
 * Content of the registry that is not what it should be.
 *
 * @param problem a sentence
 * @param repositories that have it
 */
public record Damage(Digest digest, String problem, List<RepositoryPath> repositories) {
    public Damage {
        repositories = List.copyOf(repositories);
    }
}
