package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /build}: what is asked for and how it is answered. */
@Timeout(60)
class BuildRoutesTest {
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] context(String dockerfile) throws IOException {
        byte[] content = dockerfile.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void send(RawClient client, String query, String dockerfile) throws IOException {
        byte[] tar = context(dockerfile);
        client.send("POST /v1.41/build?" + query + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/x-tar\r\n"
                + "Content-Length: " + tar.length + "\r\n\r\n");
        client.send(tar);
    }

    private String build(String query, String dockerfile) throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            send(client, query, dockerfile);
            Answer head = client.readHead();
            assertThat(head.status()).isEqualTo(200);
            return client.readBody(head);
        }
    }

    private List<Container> containers() {
        return fixture.engine().containers().list(ContainerFilter.ALL);
    }

    @Test
    void stepsAreToldInTheClassicBuildersWords() throws IOException {
        String said = build("t=a&t=b:2", "FROM busybox\nRUN echo hi\n");

        String id = fixture.engine().images().find("a").id().toString();
        assertThat(said.lines())
                .contains("{\"stream\":\"Step 1/2 : FROM busybox\\n\"}")
                .contains("{\"stream\":\"Step 2/2 : RUN echo hi\\n\"}")
                .contains("{\"stream\":\"hi\\n\"}")
                .contains("{\"aux\":{\"ID\":\"" + id + "\"}}")
                .contains("{\"stream\":\"Successfully tagged b:2\\n\"}");
        assertThat(build("t=a", "FROM busybox\nRUN echo hi\n")).contains("---> Using cache\\n");
    }

    @Test
    void quietSaysTheIdOnly() throws IOException {
        assertThat(build("q=1&t=a", "FROM busybox\nRUN echo hi\n"))
                .isEqualTo(
                        "{\"stream\":\"" + fixture.engine().images().find("a").id() + "\\n\"}\n");
    }

    @Test
    void aCommandThatFailsGivesItsCode() throws IOException {
        assertThat(build("forcerm=1", "FROM busybox\nRUN exit 7\n")
                        .lines()
                        .toList()
                        .getLast())
                .isEqualTo(
                        "{\"errorDetail\":{\"code\":7,\"message\":\"The command '/bin/sh -c exit 7' returned a"
                                + " non-zero code: 7\"},\"error\":\"The command '/bin/sh -c exit 7' returned a non-zero code: 7\"}");
    }

    @Test
    void argumentsLabelsAndLimitsArrive() throws IOException {
        String query = "buildargs=" + encoded("{\"A\":\"x y\",\"B\":null}") + "&labels=" + encoded("{\"l\":\"1\"}")
                + "&memory=67108864&rm=0&networkmode=none&extrahosts=" + encoded("a:1.2.3.4,b:5.6.7.8") + "&ulimits="
                + encoded("[{\"Name\":\"nofile\",\"Soft\":5,\"Hard\":6}]");
        String said = build(query, "FROM busybox\nARG A\nARG B=default\nRUN echo $A $B\n");

        assertThat(said).contains("x y default");
        Container container = containers().getFirst();
        assertThat(container.hostConfig().resources().memory()).isEqualTo(64 << 20);
        assertThat(container.hostConfig().networkMode()).isEqualTo("none");
        assertThat(container.hostConfig().names().extraHosts()).containsExactly("a:1.2.3.4", "b:5.6.7.8");
        assertThat(container.hostConfig().resources().ulimits()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=2 | 501 | this engine builds with Docker's classic builder, which needs no BuildKit:"
                        + " unset DOCKER_BUILDKIT, or set DOCKER_BUILDKIT=0, and build again",
                "remote=https://x/y.git | 403 | building from https://x/y.git is not allowed on this lab host: get the"
                        + " files and build from their directory",
                "remote=--upload-pack=x | 403 | building from --upload-pack=x is not allowed on this lab host: get the"
                        + " files and build from their directory",
                "squash=1 | 400 | squash is only supported with experimental mode",
                "t=Bad | 400 | invalid reference format: repository name (library/Bad) must be lowercase",
                "buildargs=%7B | 400 | error reading build buildargs: it is no JSON",
                "target=nope | 400 | failed to reach build target nope in Dockerfile",
                "dockerfile=../x | 400 | forbidden path outside the build context: ../x ()",
            })
    void whatCannotBeIsRefusedAtOnce_B08(String query, int status, String sentence) throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            send(client, query.strip(), "FROM busybox\nRUN true\n");
            Answer head = client.readHead();

            assertThat(client.readBody(head)).isEqualTo("{\"message\":\"" + sentence.strip() + "\"}\n");
            assertThat(head.status()).isEqualTo(status);
        }
        assertThat(containers()).isEmpty();
    }

    @Test
    void aClientThatHangsUpEndsItsBuild() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            send(client, "", "FROM busybox\nRUN sleep 86400\n");
            client.readHead();
            Awaitility.await().until(() -> containers().stream().anyMatch(Container::isRunning));
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> containers().isEmpty());
        assertThat(fixture.engine().builds().list().getLast().status()).isNotEqualTo(Build.Status.RUNNING);
    }

    @Test
    void aLabBuildsFourAtOnce() throws IOException {
        List<RawClient> clients = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                RawClient client = new RawClient(fixture.socket());
                clients.add(client);
                send(client, "nocache=1", "FROM busybox\nRUN sleep 86400\n");
            }
            Awaitility.await()
                    .until(() ->
                            containers().stream().filter(Container::isRunning).count() == 4);
            try (RawClient fifth = new RawClient(fixture.socket())) {
                send(fifth, "", "FROM busybox\n");
                assertThat(fifth.readHead().status()).isEqualTo(503);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> containers().isEmpty());
    }
}
