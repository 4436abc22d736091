package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.APP;
import static dev.drydock.core.registry.RegistryFixture.BOB;
import static dev.drydock.core.registry.RegistryFixture.LATEST;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static dev.drydock.core.registry.RegistryFixture.image;
import static dev.drydock.core.registry.RegistryFixture.index;
import static dev.drydock.core.registry.RegistryFixture.referrer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is tidied up and what stays; a crash at each step of it; pushes while somebody sweeps. */
class GarbageCollectionTest {
    private final RegistryFixture fixture = new RegistryFixture(RegistryLimits.DEFAULT);

    private static ManifestReference byDigest(String manifest) {
        return new ManifestReference.ByDigest(digest(manifest));
    }

    private void later(Duration time) {
        fixture.now = fixture.now.plus(time);
    }

    private void afterTheGrace() {
        later(RegistryFixture.GRACE.plusSeconds(1));
    }

    /** Removes what the registry does not need, as the engines' garbage collection does. */
    private void sweep(String... candidates) {
        for (String candidate : candidates) {
            fixture.registry.removeUnlessNeeded(digest(candidate), () -> fixture.blobs.remove(digest(candidate)));
        }
    }

    @Test
    void forgetsWhatNoTagLeadsTo() {
        String old = fixture.pushImage(ANN, APP, LATEST, "1", "old");
        String young = fixture.pushImage(ANN, APP, LATEST, "2", "young");
        fixture.push(ANN, APP, "loose");
        afterTheGrace();
        fixture.registry.tidyUp();
        sweep("1", "old", old, "2", "young", young, "loose");

        assertThat(fixture.registry.blobs()).containsExactlyInAnyOrder(digest("2"), digest("young"), digest(young));
        assertThat(fixture.blobs.size(digest(old))).isEmpty();
        assertThat(fixture.blobs.size(digest(young))).isPresent();
    }

    @Test
    void whatIsYoungStays() {
        String old = fixture.pushImage(ANN, APP, LATEST, "1", "old");
        fixture.pushImage(ANN, APP, LATEST, "2", "young");
        fixture.push(ANN, APP, "loose");
        later(RegistryFixture.GRACE);
        fixture.registry.tidyUp();

        assertThat(fixture.registry.manifest(BOB, APP, byDigest(old)).digest()).isEqualTo(digest(old));
        assertThat(fixture.registry.blob(BOB, APP, digest("loose")).size()).isEqualTo(5);
    }

    @Test
    void whatAPusherWasToldIsThereStays() {
        fixture.push(ANN, APP, "asked");
        fixture.push(ANN, APP, "read");
        afterTheGrace();
        fixture.registry.blob(ANN, APP, digest("asked"));
        fixture.registry.blob(BOB, APP, digest("read"));
        fixture.registry.tidyUp();

        assertThat(fixture.registry.blobs()).containsExactly(digest("asked"));
    }

    @Test
    void afterAStartEverythingHasTheGraceAgain() {
        fixture.push(ANN, APP, "loose");
        afterTheGrace();
        fixture.restart(RegistryLimits.DEFAULT);
        fixture.registry.tidyUp();
        assertThat(fixture.registry.blobs()).containsExactly(digest("loose"));

        afterTheGrace();
        fixture.registry.tidyUp();
        assertThat(fixture.registry.blobs()).isEmpty();
    }

    @Test
    void indexesKeepTheirManifestsAndManifestsTheirReferrers() {
        String child = fixture.pushImage(ANN, APP, LATEST, "{}", "layer");
        String index = index(child);
        fixture.put(ANN, APP, LATEST, index);
        fixture.push(ANN, APP, "sbom");
        String sbom = referrer(child, "sbom", "text/sbom");
        fixture.put(ANN, APP, byDigest(sbom), sbom);
        fixture.push(ANN, APP, "lost");
        String lost = referrer("nothing", "lost", "text/sbom");
        fixture.put(ANN, APP, byDigest(lost), lost);
        afterTheGrace();
        fixture.registry.tidyUp();

        assertThat(fixture.registry.blobs())
                .containsExactlyInAnyOrder(
                        digest(child), digest("{}"), digest("layer"), digest(index), digest("sbom"), digest(sbom));
    }

    @Test
    void nothingIsForgottenWhereAManifestCannotBeRead() {
        String old = fixture.pushImage(ANN, APP, LATEST, "1", "old");
        fixture.pushImage(ANN, APP, LATEST, "2", "young");
        fixture.blobs.remove(digest(old));
        Set<Digest> before = fixture.registry.blobs();
        afterTheGrace();
        fixture.registry.tidyUp();

        assertThat(fixture.registry.blobs()).isEqualTo(before);
    }

    @Test
    void aBlobThatIsBeingPushedIsNotSwept() {
        UploadId id = fixture.registry.beginUpload(ANN, APP);
        List<Boolean> swept = new ArrayList<>();
        BlobStore blobs = fixture.blobs;
        RegistryStore store = fixture.store;
        fixture.store = new StoreSteps(store, () -> {
            assertThat(blobs.size(digest("new"))).isPresent();
            swept.add(fixture.registry.removeUnlessNeeded(digest("new"), () -> blobs.remove(digest("new"))));
        });
        fixture.restart(RegistryLimits.DEFAULT);
        fixture.registry.finishUpload(ANN, APP, id, new FinalChunk(digest("new"), RegistryFixture.chunk("new")));

        assertThat(swept).containsExactly(false, false);
        assertThat(blobs.size(digest("new"))).isPresent();
    }

    @Test
    void aManifestThatIsBeingPutIsNotSwept() {
        fixture.push(ANN, APP, "{}");
        BlobStore blobs = fixture.blobs;
        String manifest = image("{}");
        fixture.store = new StoreSteps(fixture.store, () -> sweep("{}", manifest));
        fixture.restart(RegistryLimits.DEFAULT);
        fixture.put(ANN, APP, LATEST, manifest);

        assertThat(blobs.size(digest(manifest))).isPresent();
        assertThat(blobs.size(digest("{}"))).isPresent();
    }

    @Test
    void whatIsStoredIsHeldBefore() {
        String manifest = image("{}");
        fixture.afterEachPut(() -> sweep("{}", manifest));
        fixture.push(ANN, APP, "{}");
        fixture.put(ANN, APP, LATEST, manifest);

        assertThat(fixture.blobs.size(digest("{}"))).isPresent();
        assertThat(fixture.blobs.size(digest(manifest))).isPresent();
    }

    @Test
    void aManifestWhosePartsGoAwayMeanwhileIsRefused() {
        fixture.push(ANN, APP, "{}");
        fixture.push(ANN, new RepositoryPath("ann/other"), "x");
        fixture.afterEachPut(() -> {
            fixture.registry.deleteBlob(ANN, APP, digest("{}"));
            sweep("{}");
        });

        assertThatThrownBy(() -> fixture.put(ANN, APP, LATEST, image("{}")))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.code()).isEqualTo(RegistryError.MANIFEST_BLOB_UNKNOWN));
        assertThat(fixture.registry.scrub()).isEmpty();
        assertThat(fixture.registry.catalog("", 10).items()).hasSize(1);
    }

    /** G03: the server ends before and after each change that reaches the disk. */
    @Test
    void aCrashAtAnyStepLosesNothingThatWasAcknowledged() {
        for (int step = 0; step < 4; step++) {
            GarbageCollectionTest run = new GarbageCollectionTest();
            run.crashAt(step);
        }
    }

    private void crashAt(int step) {
        RepositoryPath other = new RepositoryPath("ann/other");
        for (RepositoryPath path : List.of(APP, other)) {
            fixture.pushImage(ANN, path, LATEST, "1", "old");
            fixture.pushImage(ANN, path, LATEST, "2", "young");
        }
        String young = image("2", "young");
        afterTheGrace();
        RegistryStore store = fixture.store;
        StoreSteps crashing = new StoreSteps(store, () -> {});
        crashing.crashAt = step;
        fixture.store = crashing;
        fixture.restart(RegistryLimits.DEFAULT);
        afterTheGrace();
        assertThatThrownBy(fixture.registry::tidyUp).isInstanceOf(PowerCut.class);
        // Whoever sweeps after the crash asks the registry of the next server.
        fixture.store = store;
        fixture.restart(RegistryLimits.DEFAULT);
        sweep("1", "old", image("1", "old"), "2", "young", young);

        for (RepositoryPath path : List.of(APP, other)) {
            assertThat(fixture.registry.manifest(BOB, path, LATEST).digest()).isEqualTo(digest(young));
        }
        assertThat(fixture.registry.scrub()).as("step %s", step).isEmpty();
        afterTheGrace();
        fixture.registry.tidyUp();
        assertThat(fixture.registry.blobs()).containsExactlyInAnyOrder(digest("2"), digest("young"), digest(young));
    }

    /** G03: pushes, tidying up and sweeping at once; what was acknowledged and has a tag is whole in the end. */
    @Test
    void pushesGoOnWhileSomebodyTidiesUpAndSweeps() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        String[] contents = {"1", "2", "3", "layer", image("1", "layer"), image("2", "layer"), image("3", "layer")};
        Thread sweeper = Thread.ofPlatform().start(() -> {
            while (!isOver.get()) {
                // No grace: everything that no tag leads to is garbage at once.
                fixture.registry.collectGarbage(fixture.now.plusSeconds(1));
                sweep(contents);
            }
        });
        int pushed = 0;
        for (int round = 0; round < 300; round++) {
            String config = contents[round % 3];
            try {
                fixture.pushImage(ANN, APP, LATEST, config, "layer");
                pushed++;
                assertThat(fixture.blobs.size(digest(image(config, "layer")))).isPresent();
                assertThat(fixture.registry.scrub()).isEmpty();
            } catch (RegistryException e) {
                // Tidied up between blob and manifest, and said so: nothing was acknowledged but the blob.
                assertThat(e.code()).isEqualTo(RegistryError.MANIFEST_BLOB_UNKNOWN);
            }
        }
        isOver.set(true);
        sweeper.join();
        assertThat(pushed).isPositive();
    }

    /** The machine ends here. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1;

        PowerCut() {
            super("power cut");
        }
    }

    /** Calls somebody before and after each change, and crashes at one of these steps. */
    private static final class StoreSteps implements RegistryStore {
        private final RegistryStore store;
        private final Runnable between;
        private int crashAt = -1;
        private int step;

        StoreSteps(RegistryStore store, Runnable between) {
            this.store = store;
            this.between = between;
        }

        private void step() {
            between.run();
            if (step++ == crashAt) {
                throw new PowerCut();
            }
        }

        @Override
        public List<Repository> load() {
            return store.load();
        }

        @Override
        public void save(Repository repository) {
            step();
            store.save(repository);
            step();
        }

        @Override
        public void delete(RepositoryPath path) {
            step();
            store.delete(path);
            step();
        }
    }
}
