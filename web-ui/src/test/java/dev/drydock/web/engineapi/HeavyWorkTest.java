package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much long work one lab may have. */
@Timeout(60)
class HeavyWorkTest {
    private static final int MOST = HeavyWork.Limits.DEFAULT.atOnce() + HeavyWork.Limits.DEFAULT.waiting();
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    /** A client that has sent nothing of its archive yet. */
    private RawClient load() throws IOException {
        RawClient client = new RawClient(fixture.socket());
        client.send("POST /images/load HTTP/1.1\r\nHost: docker\r\nContent-Length: 1000\r\n\r\n");
        return client;
    }

    /** The first answer that any of them gets. */
    private static RawClient.Answer first(List<RawClient> clients) {
        CompletableFuture<RawClient.Answer> first = new CompletableFuture<>();
        for (RawClient client : clients) {
            Thread.ofVirtual().start(() -> {
                try {
                    RawClient.Answer head = client.readHead();
                    first.complete(new RawClient.Answer(head.status(), head.headers(), client.readBody(head)));
                } catch (IOException e) {
                    // It was closed without an answer.
                }
            });
        }
        return first.join();
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAndTheOthersGoOn() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i <= MOST; i++) {
                clients.add(load());
            }
            RawClient.Answer refusal = first(clients);
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.body())
                    .contains("this lab host is busy: 4 pulls, pushes, loads, saves, imports, exports and commits run"
                            + " at the same time and 16 may wait; try again when one of them has ended");
            assertThat(RawClient.call(fixture.socket(), "GET", "/images/json", "")
                            .status())
                    .as("what is quick is not concerned")
                    .isEqualTo(200);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void everythingThatTakesLongIsCounted() throws IOException {
        RawClient.call(fixture.socket(), "POST", "/containers/create?name=box", "{\"Image\": \"busybox\"}");
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i <= MOST; i++) {
                clients.add(load());
            }
            assertThat(first(clients).status()).isEqualTo(503);
            for (String request : List.of(
                    "POST /images/create?fromImage=busybox",
                    "POST /images/create?fromSrc=-",
                    "POST /images/load",
                    "GET /images/busybox/get",
                    "GET /images/get?names=busybox",
                    "GET /containers/box/export",
                    "POST /commit?container=box")) {
                String[] words = request.split(" ", -1);
                assertThat(RawClient.call(fixture.socket(), words[0], words[1], "")
                                .status())
                        .as(request)
                        .isEqualTo(503);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whatWaitsHasItsTurnWhenSomethingEnds() throws Exception {
        HeavyWork work = new HeavyWork(new HeavyWork.Limits(1, 1, Duration.ofMinutes(1)));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> {
                work.run(() -> {
                    begun.countDown();
                    await(end);
                    done.add("first");
                });
                return true;
            });
            begun.await();
            var second = threads.submit(() -> {
                work.run(() -> done.add("second"));
                return true;
            });
            end.countDown();
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatFailsGivesItsTurnBack() throws IOException {
        HeavyWork work = new HeavyWork(new HeavyWork.Limits(1, 0, Duration.ZERO));
        List<String> done = new ArrayList<>();

        assertThatThrownBy(() -> work.run(() -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        work.run(() -> done.add("next"));

        assertThat(done).containsExactly("next");
    }

    @Test
    void whoHasWaitedTooLongIsRefused() throws IOException {
        HeavyWork work = new HeavyWork(new HeavyWork.Limits(1, 1, Duration.ZERO));

        work.run(() -> assertThatThrownBy(() -> work.run(() -> {}))
                .isInstanceOf(EngineException.Unavailable.class)
                .hasMessageContaining("this lab host is busy"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
