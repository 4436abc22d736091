package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are refused while their body is still being sent: the client reads why, and holds nothing for long. */
@Timeout(60)
class RefusedBodiesTest {
    private static final int LARGE = 8 << 20;
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        assertThat(RawClient.call(fixture.socket(), "POST", "/containers/create?name=box", "{\"Image\": \"busybox\"}")
                        .status())
                .isEqualTo(201);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /containers/box/archive?path=/nope, 404",
        "PUT, /containers/box/archive?path=/bin/busybox, 500",
        "PUT, /containers/nope/archive?path=/, 404",
        "POST, /images/load, 200",
        "POST, /build, 400",
        "POST, /build?version=2, 501",
        "POST, /build?remote=http://169.254.169.254/, 403",
        "POST, /no/such/route, 404"
    })
    void aClientThatSendsItsWholeBodyFirstReadsTheAnswer(String method, String target, int status) throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send(head(method, target, "Content-Length: " + LARGE));
            client.send(new byte[LARGE]);

            assertThat(client.readHead().status()).isEqualTo(status);
        }
    }

    private static String head(String method, String target, String length) {
        return method + " " + target + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/x-tar\r\n" + length
                + "\r\n\r\n";
    }

    @Test
    void aClientThatStopsInTheMiddleIsAnsweredAndLetGo() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send(head("PUT", "/containers/box/archive?path=/nope", "Content-Length: 100") + "half");

            assertThat(client.readHead().status()).isEqualTo(404);
            assertThat(new String(client.input().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Could not find the file /nope in container box");
        }
    }

    @Test
    void aClientThatSendsForEverIsCutOff() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send(head("PUT", "/containers/box/archive?path=/nope", "Transfer-Encoding: chunked"));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);

            assertThatThrownBy(() -> {
                        while (true) {
                            client.send(chunk);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}
