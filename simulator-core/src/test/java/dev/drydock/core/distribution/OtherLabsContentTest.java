package dev.drydock.core.distribution;

import static dev.drydock.core.distribution.DistributionFixture.config;
import static dev.drydock.core.distribution.DistributionFixture.gzip;
import static dev.drydock.core.distribution.DistributionFixture.image;
import static dev.drydock.core.distribution.DistributionFixture.layer;
import static dev.drydock.core.distribution.DistributionFixture.manifest;
import static dev.drydock.core.distribution.DistributionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.oci.MediaTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Labs share what they bring, and yet nobody gets anything for knowing what it is called. */
@Timeout(60)
class OtherLabsContentTest {
    private static final byte[] BASE = layer("base");
    private static final byte[] SECRET = layer("secret");
    private final DistributionFixture fixture = new DistributionFixture();

    @AfterEach
    void nothingWasPulled() {
        assertThat(fixture.engine.images().byReference(image("app:1"))).isEmpty();
    }

    /** A lab of somebody else has a layer; who knows its identity alone must not get it. */
    @Test
    void aConfigurationThatNamesALayerOfAnotherLabDoesNotGetIt() {
        fixture.publish("private", "1", SECRET);
        Engine other = fixture.lab();
        fixture.pull(other, request(image("private:1")));
        byte[] config = config("linux", SECRET);
        fixture.registry.putBlob("app", config);
        fixture.registry.putBlob("app", gzip(BASE));
        fixture.registry.putManifest("app", "1", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(BASE)));

        assertThat(fixture.refusal("app:1")).contains("verification failed");
    }

    /** Nor who knows the digest of a blob that another lab has brought. */
    @Test
    void aManifestThatNamesABlobOfAnotherLabDoesNotGetIt() {
        fixture.publish("private", "1", SECRET);
        Engine other = fixture.lab();
        fixture.pull(other, request(image("private:1")));
        byte[] config = config("linux", SECRET);
        fixture.registry.putBlob("app", config);
        fixture.registry.putManifest("app", "1", MediaTypes.DOCKER_MANIFEST, manifest(config, gzip(SECRET)));

        assertThat(fixture.refusal("app:1")).isEqualTo("blob unknown: blob unknown to registry");
    }
}
