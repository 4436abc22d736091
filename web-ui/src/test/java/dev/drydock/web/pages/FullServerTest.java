package dev.drydock.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.AttendedLabHosts;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.simulated.SimulatedLabHosts;
import dev.drydock.core.time.ThreadScheduler;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One student more than the server has lab hosts for. */
class FullServerTest {
    private static final int TRY_AGAIN_LATER = 1013;

    @TempDir
    private Path directory;

    @Test
    void aStudentWhoHasToWaitIsToldSoAndComesInWhenThereIsRoom() {
        try (ThreadScheduler scheduler = new ThreadScheduler()) {
            LabHosts labs = new AttendedLabHosts(
                    new SimulatedLabHosts(directory, new NoEndpoint(), new RandomIds(), Clock.systemUTC(), scheduler),
                    new LabRules(1, Duration.ofHours(2)),
                    MachineRoom.UNLIMITED,
                    _ -> Optional.empty(),
                    Clock.systemUTC());
            LabId first = labs.start(new LabId("first")).id();
            try (PagesFixture pages = new PagesFixture(labs)) {
                HttpClient browser = PagesFixture.browser();
                assertThat(pages.page(browser, "/lessons/hello-world?lang=zh-CN")
                                .select("[data-state=full-labs]")
                                .text())
                        .contains("你的实验主机就会自动启动");
                assertThat(close(pages, browser, "/lab/terminals/1?rows=24&columns=80"))
                        .isEqualTo(TRY_AGAIN_LATER);
                assertThat(close(pages, browser, "/lab/live?lesson=hello-world"))
                        .isEqualTo(TRY_AGAIN_LATER);

                labs.stop(first);

                try (SocketClient terminal = SocketClient.connect(
                        browser, pages.socketAddress("/lab/terminals/1?rows=24&columns=80"), pages.origin())) {
                    terminal.awaitText("caught-up"::equals);
                }
            }
        }
    }

    private static int close(PagesFixture pages, HttpClient browser, String path) {
        try (SocketClient socket = SocketClient.connect(browser, pages.socketAddress(path), pages.origin())) {
            return socket.awaitClose();
        }
    }

    /** Nobody connects to these engines from outside. */
    private static final class NoEndpoint implements EngineEndpoint {
        @Override
        public void open(LabId lab, Path socket, Engine engine) {}

        @Override
        public void close(LabId lab) {}
    }
}
