package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.APP;
import static dev.drydock.core.registry.RegistryFixture.BOB;
import static dev.drydock.core.registry.RegistryFixture.LATEST;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static dev.drydock.core.registry.RegistryFixture.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.reference.Tag;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final RepositoryPath OTHER = new RepositoryPath("ann/other");
    private static final RepositoryPath BOBS = new RepositoryPath("bob/x");

    private final RegistryFixture fixture = new RegistryFixture(RegistryFixture.SMALL);
    private final Registry registry = fixture.registry;

    private static void denied(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(RegistryError.DENIED))
                .hasMessageContaining(sentence);
    }

    private void pushed(String letter, int size) {
        fixture.push(ANN, APP, letter.repeat(size));
    }

    @Test
    void whatIsInTwoRepositoriesCountsOnce() {
        pushed("x", 1500);
        registry.mount(ANN, OTHER, digest("x".repeat(1500)), Optional.of(APP));
        pushed("y", 500);

        denied(() -> fixture.push(ANN, APP, "z"), "your share of this registry is full");
        registry.deleteBlob(ANN, APP, digest("x".repeat(1500)));
        denied(() -> fixture.push(ANN, APP, "z"), "your share of this registry is full");
        registry.deleteBlob(ANN, OTHER, digest("x".repeat(1500)));
        assertThat(fixture.push(ANN, APP, "z").size()).isEqualTo(1);
    }

    @Test
    void aMountedBlobCounts() {
        fixture.push(BOB, BOBS, "x".repeat(1500));
        pushed("y", 1000);

        denied(
                () -> registry.mount(ANN, APP, digest("x".repeat(1500)), Optional.of(BOBS)),
                "your share of this registry is full");
    }

    @Test
    void aManifestCounts() {
        pushed("y", 1900);
        fixture.push(ANN, APP, "{}");

        denied(() -> fixture.put(ANN, APP, LATEST, image("{}")), "your share of this registry is full");
    }

    @Test
    void whatOthersHaveDoesNotCount() {
        fixture.push(Caller.SERVER, new RepositoryPath("library/big"), "x".repeat(9000));
        fixture.push(BOB, BOBS, "x".repeat(2000));

        assertThat(fixture.push(ANN, APP, "x".repeat(2000)).size()).isEqualTo(2000);
    }

    @Test
    void theShareIsTheSameAfterARestart() {
        pushed("x", 1500);
        fixture.restart(RegistryFixture.SMALL);

        denied(() -> fixture.push(ANN, APP, "y".repeat(501)), "your share of this registry is full");
        assertThat(fixture.push(ANN, APP, "y".repeat(500)).size()).isEqualTo(500);
    }

    @Test
    void repositoriesTagsManifestsAndBlobsHaveAnEnd() {
        RegistryLimits limits = new RegistryLimits(1 << 20, 3, 4, 5, 6, 2, RegistryFixture.GRACE);
        fixture.restart(limits);
        for (String name : new String[] {"ann/a", "ann/b", "ann/c"}) {
            fixture.push(ANN, new RepositoryPath(name), "x");
        }
        denied(
                () -> fixture.push(ANN, new RepositoryPath("ann/d"), "x"),
                "you have as many repositories as you may, 3");
        RepositoryPath path = new RepositoryPath("ann/a");
        for (int i = 1; i <= 5; i++) {
            String manifest = fixture.pushConfig(path, "config" + i);
            fixture.put(ANN, path, new ManifestReference.ByDigest(digest(manifest)), manifest);
            if (i < 5) {
                fixture.put(ANN, path, new ManifestReference.ByTag(new Tag("t" + i)), manifest);
            }
        }
        denied(() -> fixture.push(ANN, path, "more"), "as many blobs in ann/a as you may, 6");
        denied(() -> fixture.put(ANN, path, LATEST, image("config1")), "as many tags in ann/a as you may, 4");
        ManifestReference sixth = new ManifestReference.ByDigest(digest(image("x")));
        denied(() -> fixture.put(ANN, path, sixth, image("x")), "as many manifests in ann/a as you may, 5");
    }
}
