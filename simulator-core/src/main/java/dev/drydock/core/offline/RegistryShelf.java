package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import java.util.Optional;

/** The server's own registry, where labs pull from: {@code library/NAME:TAG}. */
public final class RegistryShelf implements ImageShelf {
    private final Registry registry;

    public RegistryShelf(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void put(ImageReference name, Digest manifest) {
        try {
            registry.adopt(path(name), tag(name), manifest);
        } catch (RegistryException e) {
            throw new EngineException.SystemFailure("cannot offer " + name.familiar() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Digest> find(ImageReference name) {
        try {
            return Optional.of(registry.manifest(Caller.SERVER, path(name), new ManifestReference.ByTag(tag(name)))
                    .digest());
        } catch (RegistryException e) {
            return switch (e.code()) {
                case MANIFEST_UNKNOWN, NAME_UNKNOWN -> Optional.empty();
                default ->
                    throw new EngineException.SystemFailure(
                            "cannot look " + name.familiar() + " up: " + e.getMessage(), e);
            };
        }
    }

    private static RepositoryPath path(ImageReference name) {
        return new RepositoryPath(name.repository().path());
    }

    private static Tag tag(ImageReference name) {
        return name.tag().orElse(Tag.LATEST);
    }
}
