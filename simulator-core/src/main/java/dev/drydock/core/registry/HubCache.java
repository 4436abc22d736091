package dev.drydock.core.registry;

import dev.drydock.core.distribution.PullThrough;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.core.reference.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server keeps of Docker Hub, in repositories below {@code docker.io/}. */
public final class HubCache implements PullThrough {
    private static final Logger LOG = LoggerFactory.getLogger(HubCache.class);
    private static final Duration AGE = Duration.ofDays(30);
    private static final long BYTES = 10L << 30;

    private final Registry registry;
    private final InstantSource clock;
    private final long bytes;

    public HubCache(Registry registry, InstantSource clock) {
        this(registry, clock, BYTES);
    }

    /** @param bytes that it may keep */
    HubCache(Registry registry, InstantSource clock, long bytes) {
        this.registry = registry;
        this.clock = clock;
        this.bytes = bytes;
    }

    @Override
    public Optional<Digest> find(RepositoryName name, Tag tag) {
        try {
            return Optional.of(registry.manifest(Caller.SERVER, path(name), new ManifestReference.ByTag(tag))
                    .digest());
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(RepositoryName name, Tag tag, Digest manifest) {
        try {
            registry.adoptWhatIsThere(path(name), tag, manifest);
        } catch (RegistryException | EngineException e) {
            // The pull itself has succeeded.
            LOG.info("{}:{} is not kept for others: {}", name.path(), tag, e.getMessage());
        }
    }

    private static RepositoryPath path(RepositoryName name) {
        return new RepositoryPath(PullThrough.path(name));
    }

    /** Forgets what nobody has pulled for thirty days, and the oldest when it is more than ten gigabytes. */
    public void tidyUp() {
        registry.expire(OWNER, clock.instant().minus(AGE), bytes);
    }
}
