package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.event.EventLog;
import dev.drydock.core.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients of {@code GET /events} at once. */
@Timeout(180)
class EventFanOutTest {
    private static final int SUBSCRIBERS = 50;
    private static final int EVENTS = 10_000;
    /** Fewer than a subscription holds, so that every reader keeps up. */
    private static final int BATCH = 1_000;

    private EngineFixture fixture;
    private EventLog log;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        log = fixture.engine().events();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private RawClient subscribe() throws IOException {
        RawClient client = new RawClient(fixture.socket());
        client.request("GET", "/events", "");
        assertThat(client.readHead().status()).isEqualTo(200);
        return client;
    }

    /** Reads events until the last one, or until one comes out of turn, which it counts as none. */
    private static void read(RawClient client, AtomicInteger seen) {
        try {
            while (seen.get() < EVENTS) {
                String chunk = new String(client.readChunk(), StandardCharsets.UTF_8);
                for (String line : chunk.lines().toList()) {
                    if (!line.contains("\"Action\":\"e" + seen.get() + "\"")) {
                        return;
                    }
                    seen.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fiftyReadersThatKeepUpSeeEachOfTenThousandEventsOnceAndInOrder() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        List<AtomicInteger> counts = new ArrayList<>();
        for (int number = 0; number < SUBSCRIBERS; number++) {
            RawClient client = subscribe();
            AtomicInteger seen = new AtomicInteger();
            clients.add(client);
            counts.add(seen);
            Thread.ofVirtual().start(() -> read(client, seen));
        }
        for (int published = 0; published < EVENTS; published += BATCH) {
            for (int number = published; number < published + BATCH; number++) {
                log.publish(EventType.CONTAINER, "e" + number, "id", Map.of("image", "busybox", "name", "web"));
            }
            int wanted = published + BATCH;
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(counts)
                            .allSatisfy(seen -> assertThat(seen).hasValue(wanted)));
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void oneThatDoesNotReadIsCutOffAndTheOthersAreNot() throws IOException {
        try (RawClient idle = subscribe();
                RawClient reader = subscribe()) {
            AtomicInteger seen = new AtomicInteger();
            Thread.ofVirtual().start(() -> read(reader, seen));
            String label = "x".repeat(2_000);
            for (int number = 0; number < EVENTS && log.subscriptions() == 2; number += BATCH) {
                for (int next = number; next < number + BATCH; next++) {
                    log.publish(EventType.CONTAINER, "e" + next, "id", Map.of("label", label));
                }
                int wanted = number + BATCH;
                await().atMost(60, TimeUnit.SECONDS)
                        .untilAsserted(() -> assertThat(seen).hasValue(wanted));
            }

            await().until(() -> log.subscriptions() == 1);
            assertThat(endOf(idle)).isTrue();
        }
    }

    /** Reads what was still on its way, up to the end. */
    private static boolean endOf(RawClient client) throws IOException {
        client.input().transferTo(java.io.OutputStream.nullOutputStream());
        return client.input().read() < 0;
    }

    @Test
    void aClientThatIsGoneIsForgotten() throws IOException {
        for (int number = 0; number < SUBSCRIBERS; number++) {
            subscribe().close();
        }

        await().until(() -> log.subscriptions() == 0);
    }
}
