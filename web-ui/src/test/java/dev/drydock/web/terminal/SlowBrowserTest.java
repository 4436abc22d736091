package dev.drydock.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabInside;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.web.pages.PagesFixture;
import dev.drydock.web.pages.SocketClient;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A browser that shows nothing of what it gets, at a terminal that never stops writing. */
class SlowBrowserTest {
    private static final int PIECE = 8 * 1024;
    private static final long BOUND = 1024 * 1024;
    private static final int BROWSERS = Integer.getInteger("drydock.hostile.browsers", 60);

    private final EndlessLab lab = new EndlessLab();
    private final PagesFixture pages = new PagesFixture(lab);
    private final HttpClient browser = PagesFixture.browser();

    @AfterEach
    void stop() {
        pages.close();
    }

    private SocketClient open() {
        pages.get(browser, "/lessons/hello-world");
        return SocketClient.connect(browser, pages.socketAddress("/lab/terminals/1"), pages.origin());
    }

    @Test
    void theServerReadsNoMoreThanItMayHaveUnderway() {
        try (SocketClient terminal = open()) {
            long stopped = awaitStandstill();
            assertThat(stopped).isPositive().isLessThan(BOUND);

            terminal.send(ByteBuffer.allocate(5).put(0, (byte) 2).putInt(1, 256 * 1024));

            await().until(() -> lab.read.get() > stopped);
            assertThat(awaitStandstill()).isLessThan(stopped + BOUND);
        }
    }

    @Test
    void typingStillReachesTheShell() {
        try (SocketClient terminal = open()) {
            awaitStandstill();

            terminal.type("\u0003");

            await().until(() -> lab.written.get() == 1);
        }
    }

    @Test
    void aBrowserThatLeavesFreesItsAttachment() throws Exception {
        open().close();

        lab.closed.await();
        assertThat(lab.closed.getCount()).isZero();
    }

    /** As many as a class is, and each of them reads nothing: what waits stays in the labs' bounded logs. */
    @Test
    @Tag("hostile")
    void r16ManySlowBrowsersTakeLittleEach() {
        List<SocketClient> terminals = new ArrayList<>();
        try {
            pages.get(browser, "/lessons/hello-world");
            for (int i = 0; i < BROWSERS; i++) {
                terminals.add(SocketClient.connect(browser, pages.socketAddress("/lab/terminals/1"), pages.origin()));
            }
            assertThat(awaitStandstill()).isPositive().isLessThan(BROWSERS * BOUND);
        } finally {
            terminals.forEach(SocketClient::close);
        }
        await().until(() -> lab.closings.get() >= BROWSERS);
    }

    private long awaitStandstill() {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            long now = lab.read.get();
            return now > 0 && now == last.getAndSet(now);
        });
        return last.get();
    }

    /** Every lab host of this server; its terminals write for ever. */
    private static final class EndlessLab implements LabHosts, LabHost, Attachment {
        private final AtomicLong read = new AtomicLong();
        private final AtomicLong written = new AtomicLong();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final AtomicLong closings = new AtomicLong();

        @Override
        public StreamEvent read() {
            read.addAndGet(PIECE);
            return new StreamEvent.Output(StreamType.STDOUT, Instant.EPOCH, ByteBuffer.allocate(PIECE));
        }

        @Override
        public void write(ByteBuffer input) {
            written.addAndGet(input.remaining());
        }

        @Override
        public void closeInput() {}

        @Override
        public void close() {
            closings.incrementAndGet();
            closed.countDown();
        }

        @Override
        public LabHost start(LabId id) {
            return this;
        }

        @Override
        public Optional<LabHost> find(LabId id) {
            return Optional.of(this);
        }

        @Override
        public boolean isMade(LabId id) {
            return true;
        }

        @Override
        public List<LabHost> list() {
            return List.of(this);
        }

        @Override
        public void stop(LabId id) {}

        @Override
        public void remove(LabId id) {}

        @Override
        public LabId id() {
            return new LabId("endless");
        }

        @Override
        public Engine engine() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Attachment openTerminal(TerminalId terminal, TerminalSize size) {
            return this;
        }

        @Override
        public List<TerminalId> terminals() {
            return List.of();
        }

        @Override
        public void closeTerminal(TerminalId terminal) {}

        @Override
        public void resizeTerminal(TerminalId terminal, TerminalSize size) {}

        @Override
        public LabInside inside() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasGuests() {
            return false;
        }

        @Override
        public Path engineSocket() {
            return Path.of("docker.sock");
        }

        @Override
        public Path controlSocket() {
            return Path.of("labd.sock");
        }
    }
}
