package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.labhost.LabId;
import dev.drydock.web.pages.PagesFixture;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More connections than a lab may have, which say nothing or half of something and stay. */
@Tag("hostile")
@Timeout(120)
class HostileConnectionsTest {
    private static final int ALL = 10_000;
    private static final int HELD = EngineServer.CONNECTIONS_PER_LAB;
    private static final LabId NEIGHBOUR = new LabId("neighbour");

    @TempDir
    Path directory;

    private EngineFixture fixture;
    private PagesFixture pages;
    private final HttpClient browser = PagesFixture.browser();

    @BeforeEach
    void start() throws IOException {
        pages = new PagesFixture(directory);
        fixture = new EngineFixture();
        fixture.server().open(NEIGHBOUR, fixture.socket("neighbour"), fixture.newEngine());
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
        browser.close();
        pages.close();
    }

    @Test
    void a11TenThousandConnectionsAreCountedForTheirLabAlone() throws IOException {
        assertNeighboursAreServed();
        long before = openSockets();
        List<RawClient> held = new ArrayList<>();
        for (int number = 0; number < HELD; number++) {
            RawClient client = new RawClient(fixture.socket());
            held.add(client);
            if (number % 2 == 0) {
                client.send("POST /containers/create HTTP/1.1\r\nHost: docker\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"Ima");
            }
        }

        for (int number = HELD; number < ALL; number++) {
            try (RawClient client = new RawClient(fixture.socket())) {
                assertThat(client.readHead().status()).isEqualTo(503);
            }
        }
        assertNeighboursAreServed();

        for (RawClient client : held) {
            client.close();
        }
        await().untilAsserted(() -> assertThat(openSockets()).isLessThanOrEqualTo(before));
        assertThat(RawClient.call(fixture.socket(), "GET", "/_ping", "").status())
                .isEqualTo(200);
    }

    private void assertNeighboursAreServed() throws IOException {
        assertThat(RawClient.call(fixture.socket("neighbour"), "GET", "/_ping", "")
                        .status())
                .isEqualTo(200);
        assertThat(pages.get(browser, "/").statusCode()).isEqualTo(200);
    }

    /** Of the whole process: both ends of the connections are in it. */
    private static long openSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(HostileConnectionsTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed since the directory was read.
            return false;
        }
    }
}
