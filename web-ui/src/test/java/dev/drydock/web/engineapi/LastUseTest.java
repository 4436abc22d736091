package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a client was last connected to an engine: by it, lab hosts that nobody uses are found. */
class LastUseTest {
    private final MovingClock clock = new MovingClock();

    @Test
    void isNowWhileAClientIsConnectedAndThenStands() throws IOException {
        try (EngineFixture fixture = new EngineFixture(10, clock)) {
            Instant opened = clock.instant();
            clock.advance(Duration.ofHours(1));
            assertThat(fixture.server().lastUsed(EngineFixture.LAB)).contains(opened);

            try (RawClient client = new RawClient(fixture.socket())) {
                client.request("GET", "/_ping", "");
                assertThat(client.readHead().status()).isEqualTo(200);
                clock.advance(Duration.ofHours(1));
                assertThat(fixture.server().lastUsed(EngineFixture.LAB)).contains(clock.instant());
            }

            await().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return fixture.server()
                        .lastUsed(EngineFixture.LAB)
                        .orElseThrow()
                        .isBefore(clock.instant());
            });
        }
    }

    @Test
    void isUnknownOfALabThatIsNotServed() throws IOException {
        try (EngineFixture fixture = new EngineFixture()) {
            assertThat(fixture.server().lastUsed(new LabId("nobody"))).isEmpty();
        }
    }
}
