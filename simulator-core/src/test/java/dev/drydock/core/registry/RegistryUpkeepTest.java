package dev.drydock.core.registry;

import static dev.drydock.core.registry.RegistryFixture.ANN;
import static dev.drydock.core.registry.RegistryFixture.APP;
import static dev.drydock.core.registry.RegistryFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.simulated.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistryUpkeepTest {
    private final RegistryFixture fixture = new RegistryFixture(RegistryLimits.DEFAULT);
    private final ManualScheduler scheduler = new ManualScheduler(Instant.EPOCH);

    private void pass(Duration time) {
        fixture.now = fixture.now.plus(time);
        scheduler.advance(time);
    }

    @Test
    void tidiesUpFromTimeToTime() {
        try (RegistryUpkeep upkeep =
                new RegistryUpkeep(fixture.registry, new HubCache(fixture.registry, () -> fixture.now), scheduler)) {
            upkeep.start();
            fixture.push(ANN, APP, "loose");
            pass(Duration.ofMinutes(59));
            assertThat(fixture.registry.blobs()).containsExactly(digest("loose"));
            pass(Duration.ofMinutes(11));
            assertThat(fixture.registry.blobs()).isEmpty();
            fixture.push(ANN, APP, "more");
            pass(Duration.ofMinutes(70));
            assertThat(fixture.registry.blobs()).isEmpty();
        }
    }

    @Test
    void damageDoesNotEndIt() {
        try (RegistryUpkeep upkeep =
                new RegistryUpkeep(fixture.registry, new HubCache(fixture.registry, () -> fixture.now), scheduler)) {
            upkeep.start();
            fixture.pushImage(ANN, APP, RegistryFixture.LATEST, "{}", "layer");
            fixture.blobs.remove(digest("layer"));
            pass(Duration.ofHours(25));
            fixture.push(ANN, APP, "loose");
            pass(Duration.ofMinutes(70));

            assertThat(fixture.registry.blobs()).doesNotContain(digest("loose"));
        }
    }

    @Test
    void endsWhenItIsClosed() {
        RegistryUpkeep upkeep =
                new RegistryUpkeep(fixture.registry, new HubCache(fixture.registry, () -> fixture.now), scheduler);
        upkeep.start();
        upkeep.close();
        fixture.push(ANN, APP, "loose");
        pass(Duration.ofHours(3));

        assertThat(fixture.registry.blobs()).containsExactly(digest("loose"));
    }
}
