package dev.drydock.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageRateTest {
    private Instant now = Instant.EPOCH;
    private final MessageRate rate = new MessageRate(10, 3, () -> now);

    @Test
    void aBurstPassesAndNoMore() {
        assertThat(rate.allows()).isTrue();
        assertThat(rate.allows()).isTrue();
        assertThat(rate.allows()).isTrue();
        assertThat(rate.allows()).isFalse();
    }

    @Test
    void timeBringsNewMessages() {
        drain();

        now = now.plus(Duration.ofMillis(100));

        assertThat(rate.allows()).isTrue();
        assertThat(rate.allows()).isFalse();
    }

    @Test
    void aClockThatGoesBackBringsNone() {
        drain();

        now = now.minusSeconds(3600);

        assertThat(rate.allows()).isFalse();
    }

    private void drain() {
        while (rate.allows()) {
            assertThat(rate).isNotNull();
        }
    }
}
