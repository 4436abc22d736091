package dev.drydock.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.SimulatedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that lets its callers wait is not waited for again at once. */
@Timeout(60)
class OutagesTest {
    private static final String TIMEOUT = "net/http: request canceled while waiting for connection";
    private final DistributionFixture fixture = new DistributionFixture();
    private final AtomicInteger asked = new AtomicInteger();

    private String refusal() {
        return fixture.refusal(ImageReference.parse("ann/app"));
    }

    private void hubFailsAfter(Duration time) {
        fixture.server.network().put(RegistrySettings.HUB_HOST, _ -> {
            asked.incrementAndGet();
            fixture.server.time().advance(time);
            throw new IOException(TIMEOUT);
        });
    }

    @Test
    void whatTookLongToFindOutIsRememberedForAMinute() {
        hubFailsAfter(Duration.ofSeconds(15));

        assertThat(refusal()).isEqualTo("Get \"https://registry-1.docker.io/v2/\": " + TIMEOUT);
        fixture.server.time().advance(Duration.ofSeconds(20));
        assertThat(refusal())
                .isEqualTo("Get \"https://registry-1.docker.io/v2/\": " + TIMEOUT
                        + " (found out 20s ago; registry-1.docker.io is asked again in 40s)");
        assertThat(asked).hasValue(1);

        fixture.server.time().advance(Duration.ofSeconds(40));
        assertThat(refusal()).doesNotContain("ago");
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsFoundOutAtOnceIsAskedAgain() {
        hubFailsAfter(Duration.ofMillis(20));

        assertThat(refusal()).isEqualTo(refusal());
        assertThat(asked).hasValue(2);
    }

    @Test
    void anAnswerIsNoOutageHoweverLongItTook() {
        fixture.server.network().put(RegistrySettings.HUB_HOST, _ -> {
            asked.incrementAndGet();
            fixture.server.time().advance(Duration.ofSeconds(15));
            return SimulatedResponse.error(503, "UNAVAILABLE", "later");
        });

        assertThat(refusal()).isEqualTo(refusal());
        assertThat(asked).hasValue(2);
    }
}
