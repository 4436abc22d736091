package dev.drydock.web.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sight;
import dev.drydock.lessons.check.Sights;
import dev.drydock.web.pages.PagesFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LabLooksTest {
    private static final Set<Look> SOME = Set.of(new Look.AtCommand("true"));

    @TempDir
    static Path directory;

    private static PagesFixture pages;
    private static LabHost lab;
    private static LabHost other;

    @BeforeAll
    static void start() {
        pages = new PagesFixture(directory);
        LabHosts labs = pages.labs();
        lab = labs.start(new LabId("one"));
        other = labs.start(new LabId("two"));
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    @Test
    void oneLookAtATimeForEachLabHostAndNoneWaitsForAnother() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(2);
        AtomicInteger atOnce = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        var threads = new ConcurrentLinkedQueue<Boolean>();
        try (LabLooks looks = new LabLooks(host -> look -> {
            threads.add(Thread.currentThread().isVirtual());
            began.countDown();
            if (host.id().equals(lab.id())) {
                synchronized (seen) {
                    seen.add(atOnce.incrementAndGet());
                }
                await(mayEnd);
                atOnce.decrementAndGet();
            }
            return new Sight.NoContainer();
        })) {
            CompletableFuture<Sights> first = looks.look(lab, SOME);
            CompletableFuture<Sights> second = looks.look(lab, SOME);
            assertThat(looks.look(other, SOME).get(30, TimeUnit.SECONDS).all()).hasSize(1);
            assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second).isNotDone();
            mayEnd.countDown();
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
        }
        assertThat(seen).containsExactly(1, 1);
        assertThat(threads).hasSize(3).containsOnly(false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLookThatFailsIsKnownToHaveFailedAndTheNextIsMade() throws Exception {
        try (LabLooks looks = new LabLooks(_ -> _ -> {
            throw new IllegalStateException("the lab host has ended");
        })) {
            for (int i = 0; i < 2; i++) {
                assertThat(looks.look(lab, SOME).get(30, TimeUnit.SECONDS))
                        .isEqualTo(new Sights(
                                Map.of(new Look.AtCommand("true"), new Sight.Failed("the lab host has ended"))));
            }
        }
    }

    private static Sight look(Look look) {
        return new EngineSight(lab, Optional.empty()).look(look);
    }

    @Test
    void containersAreKnownByTheirNames() {
        assertThat(look(new Look.AtFile(Optional.of("web"), "/x"))).isEqualTo(new Sight.NoContainer());
        assertThat(look(new Look.AtProcesses(Optional.of("web")))).isEqualTo(new Sight.NoContainer());
        assertThat(look(new Look.AtFile(Optional.empty(), "/x"))).isEqualTo(new Sight.OfFile(Optional.empty()));
        assertThat(look(new Look.AtCommand("echo hi; exit 2"))).isEqualTo(new Sight.OfCommand(Optional.of(2), "hi\n"));
        assertThat(look(new Look.AtPort("127.0.0.1", 1, Optional.empty()))).isEqualTo(new Sight.NoAnswer(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\r\\nX: y\\r\\n\\r\\nhello|200|hello",
                "HTTP/1.0 404 Not Found\\n\\nbody\\r\\n\\r\\nmore|404|body\\r\\n\\r\\nmore",
                "HTTP/1.1 500 no body|0|",
                "HTTP/1.1 204 x\\r\\n|204|",
                "ssh-2.0-x\\r\\n|0|",
                "|0|",
            })
    void readsWhateverSomebodyAnswers(String answer, int status, String body) throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Thread.ofPlatform().start(() -> answer(server, unescaped(answer)));
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();

            Sight sight = look(new Look.AtPort("127.0.0.1", port, Optional.of("/a")));
            assertThat(sight)
                    .isEqualTo(status == 0 ? new Sight.NoAnswer(false) : new Sight.OfAnswer(status, unescaped(body)));
        }
    }

    private static String unescaped(String text) {
        return Optional.ofNullable(text).orElse("").replace("\\r", "\r").replace("\\n", "\n");
    }

    private static void answer(ServerSocketChannel server, String answer) {
        try (Socket socket = server.accept().socket()) {
            byte[] question = socket.getInputStream().readNBytes("GET /a HTTP/1.0\r\n".length());
            assertThat(new String(question, StandardCharsets.US_ASCII)).isEqualTo("GET /a HTTP/1.0\r\n");
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
