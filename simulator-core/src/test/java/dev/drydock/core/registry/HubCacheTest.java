package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.bytes;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static dev.drydock.core.registry.RegistryFixture.image;
import static dev.drydock.core.registry.RegistryFixture.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.reference.RepositoryName;
import dev.drydock.core.reference.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HubCacheTest {
    private static final RepositoryName NGINX = new RepositoryName("docker.io", "library/nginx");
    private static final RepositoryName APP = new RepositoryName("docker.io", "school/app");
    private static final RepositoryPath KEPT = new RepositoryPath("docker.io/library/nginx");
    private static final Tag ONE = new Tag("1");
    private static final Tag TWO = new Tag("2");
    private static final long BYTES = 2000;
    private final RegistryFixture fixture = new RegistryFixture(RegistryLimits.DEFAULT);
    private final Registry registry = fixture.registry;
    private final HubCache cache = new HubCache(registry, () -> fixture.now, BYTES);

    private void bring(String... blobs) throws IOException {
        for (String blob : blobs) {
            fixture.blobs.put(digest(blob), new ByteArrayInputStream(bytes(blob)));
        }
    }

    /** An image whose layer has so many bytes. */
    private void keep(RepositoryName name, Tag tag, String letter, int size) throws IOException {
        String layer = letter.repeat(size);
        String image = image("{}", layer);
        bring("{}", layer, image);
        cache.keep(name, tag, digest(image));
    }

    private void pass(Duration time) {
        fixture.now = fixture.now.plus(time);
        cache.tidyUp();
    }

    @Test
    void everybodyReadsWhatIsKept() throws IOException {
        keep(NGINX, ONE, "a", 5);

        assertThat(cache.find(NGINX, ONE)).contains(digest(image("{}", "aaaaa")));
        assertThat(cache.find(NGINX, TWO)).isEmpty();
        assertThat(registry.blob(ANN, KEPT, digest("aaaaa")).size()).isEqualTo(5);
    }

    @Test
    void ofAnIndexThatIsKeptWhichIsThere() throws IOException {
        String here = image("{}", "layer");
        String index = index(here, image("{}", "elsewhere"));
        bring("{}", "layer", here, index);
        cache.keep(NGINX, ONE, digest(index));

        assertThat(cache.find(NGINX, ONE)).contains(digest(index));
        assertThat(registry.blobs()).contains(digest(here), digest("layer"));
        registry.tidyUp();
        assertThat(registry.scrub()).isEmpty();
    }

    @Test
    void whatLacksSomethingIsNotKept() throws IOException {
        String image = image("{}", "layer");
        bring("{}", image, index(image("{}", "elsewhere")));
        cache.keep(NGINX, ONE, digest(image));
        cache.keep(NGINX, TWO, digest(index(image("{}", "elsewhere"))));

        assertThat(registry.catalog("", 10).items()).isEmpty();
        assertThat(registry.blobs()).isEmpty();
    }

    @Test
    void whatNobodyPullsIsForgottenAfterThirtyDays() throws IOException {
        keep(NGINX, ONE, "a", 5);
        keep(NGINX, TWO, "b", 5);
        pass(Duration.ofDays(20));
        keep(NGINX, TWO, "b", 5);
        pass(Duration.ofDays(11));

        assertThat(cache.find(NGINX, ONE)).isEmpty();
        assertThat(cache.find(NGINX, TWO)).isPresent();
        assertThat(registry.blobs()).doesNotContain(digest("aaaaa")).contains(digest("bbbbb"));
    }

    @Test
    void theOldestMakesRoom() throws IOException {
        keep(NGINX, ONE, "a", 900);
        pass(Duration.ofHours(1));
        keep(APP, ONE, "b", 10);
        pass(Duration.ofHours(1));
        keep(APP, TWO, "c", 900);
        pass(Duration.ZERO);

        assertThat(cache.find(NGINX, ONE)).isEmpty();
        assertThat(cache.find(APP, ONE)).isPresent();
        assertThat(cache.find(APP, TWO)).isPresent();
    }

    @Test
    void onlyTheServerChangesIt() {
        for (Caller caller : new Caller[] {Caller.student("docker.io"), ANN, Caller.instructor("teacher")}) {
            assertThatThrownBy(() -> registry.beginUpload(caller, KEPT))
                    .as(caller.name())
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            refused -> assertThat(refused.code()).isEqualTo(RegistryError.DENIED));
        }
    }
}
