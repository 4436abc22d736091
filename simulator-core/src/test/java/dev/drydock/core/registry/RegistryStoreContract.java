package dev.drydock.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of repositories does. */
public abstract class RegistryStoreContract {
    private static final Instant TIME = Instant.parse("2026-01-02T00:00:00.123456789Z");
    private static final Digest ONE = new Digest("sha256", "1".repeat(64));
    private static final Digest TWO = new Digest("sha256", "2".repeat(64));

    /** Opens the store on the same storage each time. */
    protected abstract RegistryStore open();

    private static Repository repository(String path) {
        ManifestLink manifest = new ManifestLink(ONE, "application/x", 12, TIME, Optional.empty(), "");
        ManifestLink referrer = new ManifestLink(TWO, "application/y", 13, TIME, Optional.of(ONE), "text/sbom");
        return new Repository(
                new RepositoryPath(path),
                Map.of(new Tag("latest"), ONE, new Tag("Other_1.2-x"), ONE),
                Map.of(ONE, manifest, TWO, referrer),
                Map.of(TWO, new BlobLink(TWO, 1L << 40, TIME)));
    }

    @Test
    void givesBackRepositories() {
        Repository one = repository("ann/app");
        Repository other = repository("a".repeat(127) + "/" + "b".repeat(127));
        RegistryStore store = open();
        store.save(one);
        store.save(other);

        assertThat(open().load()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void namesThatLookAlikeAreDifferent() {
        RegistryStore store = open();
        store.save(repository("a/b"));
        store.save(repository("a__b"));
        store.save(repository("a-b"));

        assertThat(open().load()).hasSize(3);
    }

    @Test
    void theLastStateCounts() {
        RegistryStore store = open();
        store.save(repository("ann/app"));
        Repository later = repository("ann/app").withoutTag(new Tag("latest")).withoutBlob(TWO);
        store.save(later);

        assertThat(open().load()).containsExactly(later);
    }

    @Test
    void forgetsWhatIsDeleted() {
        RegistryStore store = open();
        store.save(repository("ann/app"));
        store.delete(new RepositoryPath("ann/app"));

        assertThat(open().load()).isEmpty();
        assertThatCode(() -> store.delete(new RepositoryPath("ann/app"))).doesNotThrowAnyException();
    }
}
