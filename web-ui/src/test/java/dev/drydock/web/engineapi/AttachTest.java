package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.web.engineapi.RawClient.Answer;
import dev.drydock.web.engineapi.RawClient.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AttachTest {
    private static final String STREAMS = "stream=1&stdin=1&stdout=1&stderr=1";
    private static final int MANY = 20_000_000;
    private static final int LIMIT = 16;

    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture(LIMIT);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private void create(String name, String members) throws IOException {
        Answer answer = call(
                "POST",
                "/containers/create?name=" + name,
                "{\"Image\":\"busybox\",\"OpenStdin\":true,\"StdinOnce\":true," + members + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private void startContainer(String name) throws IOException {
        assertThat(call("POST", "/containers/" + name + "/start", "").status()).isEqualTo(204);
    }

    private RawClient attach(String name) throws IOException {
        RawClient client = new RawClient(fixture.socket());
        Answer answer = client.upgrade("/v1.50/containers/" + name + "/attach?" + STREAMS, "");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Upgrade")).isEqualTo("tcp");
        return client;
    }

    /** Until the server has given up every connection: then there is room for as many as a lab may have. */
    private void awaitConnectionsGivenUp() {
        await().atMost(10, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> {
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < LIMIT; i++) {
                    clients.add(new RawClient(fixture.socket()));
                    clients.getLast().request("GET", "/_ping", "");
                    assertThat(clients.getLast().readHead().status()).isEqualTo(200);
                }
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        });
    }

    @Test
    void bothStreamsComeInFramesAndTheEndAsEndOfFile() throws IOException {
        create("both", "\"Cmd\":[\"sh\",\"-c\",\"echo out; echo err >&2\"]");
        try (RawClient client = attach("both")) {
            startContainer("both");

            assertThat(client.readFrame()).isEqualTo(new Frame(1, "out\n"));
            assertThat(client.readFrame()).isEqualTo(new Frame(2, "err\n"));
            assertThat(client.input().read()).isEqualTo(-1);
        }
    }

    @Test
    void theMediaTypeFollowsTerminalAndVersion() throws IOException {
        create("plain", "\"Cmd\":[\"cat\"]");
        create("terminal", "\"Tty\":true,\"Cmd\":[\"cat\"]");
        try (RawClient client = new RawClient(fixture.socket())) {
            assertThat(client.upgrade("/v1.42/containers/plain/attach?" + STREAMS, "")
                            .header("Content-Type"))
                    .isEqualTo("application/vnd.docker.multiplexed-stream");
        }
        try (RawClient client = new RawClient(fixture.socket())) {
            assertThat(client.upgrade("/v1.41/containers/plain/attach?" + STREAMS, "")
                            .header("Content-Type"))
                    .isEqualTo("application/vnd.docker.raw-stream");
        }
        try (RawClient client = new RawClient(fixture.socket())) {
            assertThat(client.upgrade("/v1.42/containers/terminal/attach?" + STREAMS, "")
                            .header("Content-Type"))
                    .isEqualTo("application/vnd.docker.raw-stream");
        }
    }

    @Test
    void theClientsEndOfInputReachesTheProcessAndOutputStillComes() throws IOException {
        create("cat", "\"Cmd\":[\"cat\"]");
        try (RawClient client = attach("cat")) {
            startContainer("cat");
            client.send("first\n");
            assertThat(client.readFrame().text()).isEqualTo("first\n");
            client.send("last\n");
            client.shutdownOutput();

            assertThat(client.readFrame().text()).isEqualTo("last\n");
            assertThatThrownBy(client::readFrame).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void inputThatCameWithTheRequestIsNotLost() throws IOException {
        create("eager", "\"Cmd\":[\"cat\"]");
        try (RawClient client = new RawClient(fixture.socket())) {
            String request = "POST /containers/eager/attach?" + STREAMS
                    + " HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
            client.send(request + "early\n");
            assertThat(client.readHead().status()).isEqualTo(101);
            startContainer("eager");

            assertThat(client.readFrame().text()).isEqualTo("early\n");
        }
    }

    @Test
    void twentyMegabytesComeBackAsTheyWent() throws Exception {
        byte[] sent = new byte[MANY];
        new Random(1).nextBytes(sent);
        create("bulk", "\"Cmd\":[\"cat\"]");
        try (RawClient client = attach("bulk")) {
            startContainer("bulk");
            Thread writer = Thread.ofVirtual().start(() -> sendAll(client, sent));

            assertThat(readFrames(client, MANY)).isEqualTo(sent);
            writer.join();
        }
    }

    private static void sendAll(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] readFrames(RawClient client, int length) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(length);
        while (received.hasRemaining()) {
            byte[] header = client.input().readNBytes(8);
            received.put(client.input().readNBytes(ByteBuffer.wrap(header).getInt(4)));
        }
        return received.array();
    }

    @Test
    void aClientThatDoesNotReadHoldsItsOwnInputBack() throws IOException {
        create("slow", "\"Cmd\":[\"cat\"]");
        try (RawClient client = attach("slow")) {
            startContainer("slow");
            client.channel().configureBlocking(false);
            ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
            long[] taken = {0};
            int[] refusals = {0};
            await().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
                int written = client.channel().write(piece.clear());
                taken[0] += written;
                refusals[0] = written == 0 ? refusals[0] + 1 : 0;
                return refusals[0] > 20 || taken[0] > MANY;
            });
            // What sockets and one process hold; the server itself keeps nothing.
            assertThat(taken[0]).isLessThan(4_000_000);

            client.channel().configureBlocking(true);
            client.shutdownOutput();
            assertThat(readFrames(client, (int) taken[0])).hasSize((int) taken[0]);
        }
    }

    @Test
    void withATerminalTheClientsEndDetachesAndTheProcessGoesOn() throws IOException {
        create("terminal", "\"Tty\":true,\"Cmd\":[\"sh\"]");
        try (RawClient client = attach("terminal")) {
            startContainer("terminal");
            assertThat(client.input().readNBytes(4)).asString().isEqualTo("/ # ");
            client.shutdownOutput();

            assertThat(client.input().read()).isEqualTo(-1);
        }
        assertThat(call("GET", "/containers/terminal/json", "").body()).contains("\"Running\":true");
    }

    @Test
    void theDetachKeysEndTheConnectionOnly() throws IOException {
        create("keys", "\"Tty\":true,\"Cmd\":[\"sh\"]");
        try (RawClient client = new RawClient(fixture.socket())) {
            client.upgrade("/containers/keys/attach?" + STREAMS + "&detachKeys=ctrl-a,x", "");
            startContainer("keys");
            assertThat(client.input().readNBytes(4)).asString().isEqualTo("/ # ");
            client.send(new byte[] {1});
            client.send("x");

            assertThat(client.input().read()).isEqualTo(-1);
        }
        assertThat(call("GET", "/containers/keys/json", "").body()).contains("\"Running\":true");
        assertThat(call("POST", "/containers/keys/attach?detachKeys=ctrl-%C3%A9", "")
                        .body())
                .contains("Invalid detach keys (ctrl-é) provided");
    }

    @Test
    void aClientThatLeftIsGivenUp() throws IOException {
        create("left", "\"Tty\":true,\"Cmd\":[\"sh\"]");
        RawClient client = attach("left");
        startContainer("left");

        client.close();

        awaitConnectionsGivenUp();
        assertThat(fixture.engine().containers().find("left").isRunning()).isTrue();
    }

    @Test
    void aClientThatWaitsAndLeavesIsGivenUp() throws IOException {
        create("waited", "\"Cmd\":[\"cat\"]");
        startContainer("waited");
        for (String target : new String[] {"/containers/waited/wait", "/containers/waited/wait?condition=removed"}) {
            try (RawClient client = new RawClient(fixture.socket())) {
                client.request("POST", target, "");
                assertThat(client.readHead().status()).isEqualTo(200);
            }
        }
        for (String target : new String[] {"/events", "/containers/waited/logs?follow=1&stdout=1"}) {
            try (RawClient client = new RawClient(fixture.socket())) {
                client.request("GET", target, "");
                assertThat(client.readHead().status()).isEqualTo(200);
            }
        }

        awaitConnectionsGivenUp();
    }

    @Test
    void withoutUpgradeTheBodyIsTheStream() throws IOException {
        create("old", "\"Cmd\":[\"cat\"]");
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request("POST", "/v1.24/containers/old/attach?" + STREAMS, "");
            Answer answer = client.readHead();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.docker.raw-stream");
            startContainer("old");
            client.send("line\n");
            assertThat(client.readFrame()).isEqualTo(new Frame(1, "line\n"));
            client.shutdownOutput();

            assertThat(client.input().read()).isEqualTo(-1);
        }
    }

    @Test
    void anExecHasStreamsOfItsOwn() throws IOException {
        create("host", "\"Cmd\":[\"cat\"]");
        startContainer("host");
        String body = "{\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"cat\"]}";
        String exec = Json.MAPPER
                .readTree(call("POST", "/containers/host/exec", body).body())
                .path("Id")
                .stringValue();
        try (RawClient client = new RawClient(fixture.socket())) {
            assertThat(client.upgrade("/exec/" + exec + "/start", "{\"Detach\":false,\"Tty\":false}")
                            .status())
                    .isEqualTo(101);
            client.send("in and out\n");
            client.shutdownOutput();

            assertThat(client.readFrame()).isEqualTo(new Frame(1, "in and out\n"));
            assertThat(client.input().read()).isEqualTo(-1);
        }
        assertThat(call("GET", "/exec/" + exec + "/json", "").body())
                .contains("\"ExitCode\":0")
                .contains("\"Running\":false");
    }

    @Test
    void anExecThatCannotBeRunSaysSoInItsStream() throws IOException {
        create("host", "\"Cmd\":[\"cat\"]");
        startContainer("host");
        String exec = Json.MAPPER
                .readTree(call("POST", "/containers/host/exec", "{\"AttachStdout\":true,\"Cmd\":[\"nope\"]}")
                        .body())
                .path("Id")
                .stringValue();
        try (RawClient client = new RawClient(fixture.socket())) {
            client.upgrade("/exec/" + exec + "/start", "{}");

            assertThat(client.readFrame().text())
                    .isEqualTo("OCI runtime exec failed: exec failed: unable to start container process: exec:"
                            + " \"nope\": executable file not found in $PATH: unknown\r\n");
        }
        assertThat(call("GET", "/exec/" + exec + "/json", "").body()).contains("\"ExitCode\":127");
    }
}
