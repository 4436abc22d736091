package dev.drydock.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlowWindowTest {
    private final FlowWindow window = new FlowWindow(100);

    @Test
    void aSenderWaitsUntilTheBrowserHasShownEnough() throws Exception {
        window.take(60);
        window.take(60);
        CompletableFuture<Boolean> third = new CompletableFuture<>();
        Thread sender = Thread.ofVirtual().start(() -> take(third));
        await().until(() -> sender.getState() == Thread.State.WAITING);

        window.shown(30);

        assertThat(third.get()).isTrue();
    }

    @Test
    void closingLetsAWaitingSenderGoWithoutSending() throws Exception {
        window.take(100);
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        Thread sender = Thread.ofVirtual().start(() -> take(second));
        await().until(() -> sender.getState() == Thread.State.WAITING);

        window.close();

        assertThat(second.get()).isFalse();
    }

    @Test
    void aBrowserThatClaimsToHaveShownMoreThanItGotGainsNothing() throws Exception {
        window.take(50);
        window.shown(Long.MAX_VALUE);
        window.take(100);
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        Thread sender = Thread.ofVirtual().start(() -> take(next));

        await().until(() -> sender.getState() == Thread.State.WAITING);
        assertThat(next).isNotDone();
        window.close();
    }

    private void take(CompletableFuture<Boolean> result) {
        try {
            result.complete(window.take(1));
        } catch (InterruptedException e) {
            result.completeExceptionally(e);
        }
    }
}
