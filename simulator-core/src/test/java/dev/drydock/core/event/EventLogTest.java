package dev.drydock.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventLogTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private Instant now = START;
    private final EventLog log = new EventLog(() -> now, 5);

    private void publish(String action) {
        log.publish(EventType.CONTAINER, action, "id", Map.of("b", "2", "a", "1"));
    }

    private static List<String> take(EventSubscription subscription, int count) throws InterruptedException {
        List<String> actions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actions.add(subscription.next(Duration.ofSeconds(30)).orElseThrow().action());
        }
        return actions;
    }

    @Test
    void keepsTheLatest() {
        IntStream.range(0, 8).forEach(number -> publish("e" + number));

        assertThat(log.since(Instant.MIN)).extracting(Event::action).containsExactly("e3", "e4", "e5", "e6", "e7");
    }

    @Test
    void aReaderThatIsWokenLooksAgainOnce() throws InterruptedException, ExecutionException {
        EventSubscription subscription = log.subscribe();

        log.wake();
        assertThat(subscription.next(Duration.ofDays(1))).isEmpty();

        FutureTask<Optional<Event>> next = new FutureTask<>(() -> subscription.next(Duration.ofDays(1)));
        Thread reader = Thread.ofPlatform().daemon().start(next);
        while (reader.getState() != Thread.State.TIMED_WAITING && !next.isDone()) {
            Thread.onSpinWait();
        }
        publish("later");
        assertThat(next.get()).get().extracting(Event::action).isEqualTo("later");
        assertThat(subscription.isOpen()).isTrue();
    }

    @Test
    void repeatsFromAMomentOn() {
        publish("early");
        now = START.plusSeconds(1);
        publish("late");

        assertThat(log.since(START.plusMillis(1))).extracting(Event::action).containsExactly("late");
        assertThat(log.since(START)).hasSize(2);
    }

    @Test
    void timeNeverGoesBack() {
        publish("one");
        now = START.minusSeconds(3600);
        publish("two");

        assertThat(log.since(START)).extracting(Event::action).containsExactly("one", "two");
    }

    @Test
    void attributesAreSorted() {
        publish("one");

        assertThat(log.since(START).getFirst().attributes().keySet()).containsExactly("a", "b");
    }

    @Test
    void aSubscriberGetsWhatComesLater() throws InterruptedException {
        publish("before");
        try (EventSubscription subscription = log.subscribe()) {
            publish("after");

            assertThat(take(subscription, 1)).containsExactly("after");
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aSubscriptionFromTheStartHasEachEventOnce() throws InterruptedException {
        publish("one");
        try (EventSubscription subscription = log.subscribe(Instant.MIN)) {
            publish("two");

            assertThat(take(subscription, 2)).containsExactly("one", "two");
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void oneThatFallsTooFarBehindIsEndedAfterWhatItHas() throws InterruptedException {
        EventSubscription slow = log.subscribe();
        IntStream.range(0, 5000).forEach(number -> publish("e" + number));

        assertThat(slow.isOpen()).isTrue();
        assertThat(take(slow, 4096)).first().isEqualTo("e0");
        assertThat(slow.next(Duration.ofSeconds(30))).isEmpty();
        assertThat(slow.isOpen()).isFalse();
    }

    @Test
    void whoeverFallsTooFarBehindIsToldOnce() throws InterruptedException {
        CountDownLatch cutOff = new CountDownLatch(1);
        EventSubscription slow = log.subscribe(Instant.MAX, cutOff::countDown);
        IntStream.range(0, 4096).forEach(number -> publish("e" + number));
        assertThat(cutOff.getCount()).isOne();
        assertThat(log.subscriptions()).isOne();

        publish("one too many");

        assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log.subscriptions()).isZero();
        assertThat(take(slow, 4096)).hasSize(4096);
    }

    @Test
    void subscriptionsThatWereClosedAreForgottenAlsoWhenNothingHappens() {
        for (int number = 0; number < 10; number++) {
            log.subscribe().close();
        }

        assertThat(log.subscriptions()).isZero();
    }

    @Test
    void longAttributesDoNotFillTheMemory() {
        EventSubscription subscription = log.subscribe();
        String megabyte = "x".repeat(1 << 20);
        for (int number = 0; number < 5; number++) {
            log.publish(EventType.CONTAINER, "e" + number, "id", Map.of("label", megabyte));
        }

        assertThat(log.since(Instant.MIN)).extracting(Event::action).containsExactly("e2", "e3", "e4");
        assertThat(subscription.isOpen()).isTrue();
        subscription.close();
    }

    @Test
    void closingWakesTheReader() throws Exception {
        EventSubscription subscription = log.subscribe();
        CompletableFuture<Optional<Event>> read = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                read.complete(subscription.next(Duration.ofHours(1)));
            } catch (InterruptedException e) {
                read.completeExceptionally(e);
            }
        });
        subscription.close();

        assertThat(read.get(30, TimeUnit.SECONDS)).isEmpty();
        reader.join();
        assertThat(subscription.isOpen()).isFalse();
    }

    @Test
    void manyPublishersAndSubscribersAgreeOnTheOrder() throws Exception {
        EventSubscription first = log.subscribe();
        EventSubscription second = log.subscribe();
        List<Thread> publishers = IntStream.range(0, 4)
                .mapToObj(publisher -> Thread.ofPlatform()
                        .start(() -> IntStream.range(0, 500).forEach(number -> publish(publisher + "-" + number))))
                .toList();
        List<String> seen = take(first, 2000);
        for (Thread publisher : publishers) {
            publisher.join();
        }

        assertThat(take(second, 2000)).isEqualTo(seen).doesNotHaveDuplicates();
    }
}
