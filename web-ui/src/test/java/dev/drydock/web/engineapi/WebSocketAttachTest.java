package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.engineapi.RawClient.Answer;
import dev.drydock.web.engineapi.WebSocketClient.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /containers/ID/attach/ws}; what is expected here, dockerd 20.10 does. */
@Timeout(60)
class WebSocketAttachTest {
    private static final String ALL = "stream=1&stdin=1&stdout=1&stderr=1";
    private static final Message NORMAL_END = new Message(WebSocketClient.CLOSE, "\u0003\u00e8");
    private static final Message PROTOCOL_ERROR = new Message(WebSocketClient.CLOSE, "\u0003\u00ea");
    private static final int MANY = 2_000_000;
    private static final int LIMIT = EngineServer.CONNECTIONS_PER_LAB;

    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        create("cat", "\"OpenStdin\":true,\"Cmd\":[\"cat\"]");
        create("once", "\"OpenStdin\":true,\"StdinOnce\":true,\"Cmd\":[\"cat\"]");
        create("both", "\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2\"]");
    }

    @AfterEach
    void stop() throws IOException {
        fixture.engine().containers().remove("cat", true);
        fixture.engine().containers().remove("once", true);
        fixture.close();
    }

    private void create(String name, String members) throws IOException {
        String body = "{\"Image\":\"busybox\"," + members + "}";
        assertThat(call("POST", "/containers/create?name=" + name, body).status())
                .isEqualTo(201);
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private WebSocketClient attach(String name, String version, String query) throws IOException {
        WebSocketClient client =
                new WebSocketClient(fixture.socket(), version + "/containers/" + name + "/attach/ws?" + query);
        Answer answer = client.readHead();
        assertThat(answer.status()).isEqualTo(101);
        // The example of RFC 6455, 1.3.
        assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        call("POST", "/containers/" + name + "/start", "");
        return client;
    }

    @Test
    void bothOutputsComeInBinaryFramesAndTheEndAsACloseFrame() throws IOException {
        try (WebSocketClient client = attach("both", "/v1.50", ALL)) {
            assertThat(client.read()).isEqualTo(new Message(WebSocketClient.BINARY, "out\n"));
            assertThat(client.read()).isEqualTo(new Message(WebSocketClient.BINARY, "err\n"));
            assertThat(client.read()).isEqualTo(NORMAL_END);
            assertThat(client.readEnd()).isEqualTo(-1);
        }
    }

    @Test
    void theQueryChoosesStreamsFromApi142On() throws IOException {
        try (WebSocketClient client = attach("both", "/v1.42", "stream=1&stderr=1")) {
            assertThat(client.read().text()).isEqualTo("err\n");
            assertThat(client.read()).isEqualTo(NORMAL_END);
        }
    }

    @Test
    void olderClientsGetAllStreamsAndOldOnesInTextFrames() throws IOException {
        try (WebSocketClient client = attach("both", "/v1.27", "stream=1")) {
            assertThat(client.read()).isEqualTo(new Message(WebSocketClient.TEXT, "out\n"));
            assertThat(client.read()).isEqualTo(new Message(WebSocketClient.TEXT, "err\n"));
        }
    }

    @Test
    void inputComesInFramesOfAnyKindAndPartsAndPingsAreAnswered() throws IOException {
        try (WebSocketClient client = attach("cat", "/v1.41", "stream=1")) {
            client.send(WebSocketClient.TEXT, false, "on".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.send(WebSocketClient.PING, "there?");
            client.send(0, "e\n");

            StringBuilder output = new StringBuilder();
            List<Message> pongs = new ArrayList<>();
            while (pongs.isEmpty() || output.length() < 4) {
                Message message = client.read();
                if (message.opCode() == WebSocketClient.BINARY) {
                    output.append(message.text());
                } else {
                    pongs.add(message);
                }
            }
            assertThat(pongs).containsExactly(new Message(WebSocketClient.PONG, "there?"));
            assertThat(output).hasToString("one\n");
        }
    }

    @Test
    void megabytesInOneFrameComeBackAsTheyWent() throws Exception {
        byte[] sent = new byte[MANY];
        new Random(1).nextBytes(sent);
        try (WebSocketClient client = attach("cat", "/v1.50", ALL)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    client.send(WebSocketClient.BINARY, true, sent);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(client.readOutput(MANY)).isEqualTo(sent);
            writer.join();
        }
    }

    @Test
    void aClientThatClosesIsAnsweredAndTheContainerGoesOn() throws IOException {
        try (WebSocketClient client = attach("cat", "/v1.50", ALL)) {
            client.send(WebSocketClient.CLOSE, "");

            assertThat(client.read()).isEqualTo(NORMAL_END);
            assertThat(client.readEnd()).isEqualTo(-1);
        }
        assertThat(fixture.engine().containers().find("cat").isRunning()).isTrue();
    }

    @Test
    void theEndOfInputReachesAProcessThatTakesItOnceAndOutputStillComes() throws IOException {
        try (WebSocketClient client = attach("once", "/v1.50", ALL)) {
            client.send(WebSocketClient.BINARY, "last\n");
            client.shutdownOutput();

            assertThat(client.readOutput(5)).asString().isEqualTo("last\n");
            assertThat(client.read()).isEqualTo(NORMAL_END);
        }
    }

    @Test
    void framesThatNoClientMaySendEndTheConnection() throws IOException {
        byte[][] frames = {
            {(byte) 0x82, 1, 'x'}, {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0}, {(byte) 0xf2, (byte) 0x80, 0, 0, 0, 0}
        };
        for (byte[] frame : frames) {
            try (WebSocketClient client = attach("cat", "/v1.50", ALL)) {
                client.sendRaw(frame, frame.length);

                assertThat(client.read()).isEqualTo(PROTOCOL_ERROR);
                assertThat(client.readEnd()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aClientThatIsGoneGivesItsConnectionBack() throws IOException {
        for (int number = 0; number < LIMIT; number++) {
            attach("cat", "/v1.50", ALL).close();
        }

        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(call("GET", "/_ping", "").status()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|not websocket protocol",
                "Upgrade: tcp|not websocket protocol",
                "Upgrade: websocket|mismatch challenge/response",
                "Upgrade: websocket;Sec-WebSocket-Key: x|missing or bad WebSocket Version",
                "Upgrade: websocket;Sec-WebSocket-Key: x;Sec-WebSocket-Version: 12|missing or bad WebSocket Version",
            })
    void whatIsNoHandshakeIsRefusedInPlainText(String headers, String sentence) throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request(
                    "GET", "/containers/cat/attach/ws?stream=1", "", ("Connection: Upgrade;" + headers).split(";"));
            Answer head = client.readHead();

            assertThat(head.status()).isEqualTo(400);
            assertThat(new String(
                            client.input().readNBytes(sentence.length()), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(sentence);
        }
    }

    @Test
    void containersAndKeysAreLookedAtFirst() throws IOException {
        assertThat(call("GET", "/containers/nope/attach/ws", "").body())
                .isEqualTo("{\"message\":\"No such container: nope\"}\n");
        assertThat(call("GET", "/containers/cat/attach/ws?detachKeys=foo", "").status())
                .isEqualTo(400);
    }
}
