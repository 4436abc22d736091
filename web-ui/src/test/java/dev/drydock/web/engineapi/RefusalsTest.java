package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that these engines have not, and requests for nothing at all; sentences are those of dockerd. */
@Timeout(60)
class RefusalsTest {
    private static final String NO_MANAGER = "This node is not a swarm manager. Use \\\"docker swarm init\\\" or"
            + " \\\"docker swarm join\\\" to connect this node to swarm and try again.";

    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    private static String message(String sentence) {
        return "{\"message\":\"" + sentence + "\"}\n";
    }

    /** Not refused: HTTP/1.0 asks for no name. */
    @Test
    void aClientOfHttp10NeedNotSayWhomItAsks() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send("GET /_ping HTTP/1.0\r\n\r\n");

            assertThat(client.readHead().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/swarm",
        "GET,/swarm/unlockkey",
        "POST,/swarm/unlock",
        "POST,/swarm/update?version=1",
        "GET,/nodes",
        "GET,/nodes/x",
        "DELETE,/nodes/x",
        "POST,/nodes/x/update?version=1",
        "GET,/services",
        "GET,/services/x",
        "DELETE,/services/x",
        "POST,/services/create",
        "POST,/services/x/update?version=1",
        "GET,/services/x/logs?stdout=1",
        "GET,/tasks",
        "GET,/tasks/x",
        "GET,/tasks/x/logs?stderr=1",
        "GET,/secrets",
        "GET,/secrets/x",
        "POST,/secrets/create",
        "DELETE,/secrets/x",
        "POST,/secrets/x/update?version=0",
        "GET,/configs",
        "GET,/configs/x",
        "POST,/configs/create",
        "DELETE,/configs/x",
        "POST,/configs/x/update?version=9"
    })
    void swarmModeIsThatOfANodeInNone(String method, String target) throws IOException {
        Answer answer = call(method, target, method.equals("POST") ? "{}" : "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(message(NO_MANAGER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/swarm/leave|503|This node is not part of a swarm",
                "POST|/swarm/init|400|invalid ListenAddr \"\": invalid empty address",
                "POST|/swarm/update|400|invalid swarm version '': strconv.ParseUint: parsing \"\": invalid syntax",
                "POST|/nodes/x/update?version=-1|400|invalid node version '-1': strconv.ParseUint: parsing \"-1\":"
                        + " invalid syntax",
                "POST|/secrets/x/update|400|invalid secret version",
                "GET|/services/x/logs|400|Bad parameters: you must choose at least one stream",
                "GET|/plugins/x/json|404|plugin \"x\" not found",
                "DELETE|/plugins/x|404|plugin \"x\" not found",
                "POST|/plugins/x/enable|404|plugin \"x\" not found",
                "POST|/plugins/pull?remote=x|501|docker plugin install is not supported by this engine",
                "GET|/containers/x/checkpoints|501|This experimental feature is disabled by default. Start the Docker"
                        + " daemon in experimental mode in order to enable it.",
                "POST|/session|400|no upgrade proto in request",
                "POST|/grpc|400|no upgrade proto in request",
                "POST|/build/cancel|400|build ID not provided",
                "POST|/build/cancel?id=x|200|''",
                "POST|/auth|500|Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io:"
                        + " no such host",
                "GET|/distribution/nope/json|500|Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup"
                        + " registry-1.docker.io: no such host",
                "GET|/distribution/localhost:5000/x/json|403|Get \"https://localhost:5000/v2/\": this server lets lab"
                        + " hosts reach only docker.io, registry.lab:5000",
                "GET|/distribution/UPPER/json|400|invalid reference format: repository name (library/UPPER) must be"
                        + " lowercase",
                "GET|/images/search?term=a+b|500|Get \"https://index.docker.io/v1/search?q=a+b&n=25\": dial tcp:"
                        + " lookup index.docker.io: no such host",
            })
    void everythingElseHasASentenceOfItsOwn(String method, String target, int status, String sentence)
            throws IOException {
        Answer answer = call(method, target, method.equals("POST") ? "{}" : "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(
                        sentence.isEmpty()
                                ? answer.body()
                                : Json.MAPPER
                                        .readTree(answer.body())
                                        .path("message")
                                        .asString())
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|invalid JSON: Unrecognized token 'x'",
                "{\"username\":1}|invalid JSON: unexpected value in field username, want string",
                "{\"serveraddress\":\"foo bar\"}|unable to parse server address: \"foo bar\" names no host",
            })
    void credentialsOfAnotherShapeAreRefused(String body, String sentence) throws IOException {
        Answer answer = call("POST", "/auth", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").asString())
                .startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/",
        "GET,/v1.50/",
        "GET,/containers/json/",
        "PUT,/containers/json",
        "DELETE,/_ping",
        "PATCH,/info",
        "POST,/containers/x/copy",
        "GET,/vx/info",
        "GET,/containers"
    })
    void whereThereIsNothingThereIsNoPage(String method, String target) throws IOException {
        Answer answer = call(method, target, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(message("page not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info", "/containers/json", "/v1.50/version", "/events"})
    void onlyPingAndArchivesHaveHeads(String target) throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request("HEAD", target, "");

            assertThat(client.readHead().status()).isEqualTo(404);
        }
        try (RawClient client = new RawClient(fixture.socket())) {
            client.request("HEAD", "/_ping", "");

            Answer answer = client.readHead();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Api-Version")).isEqualTo("1.50");
        }
    }

    @Test
    void optionsAreAnsweredAndDoubledSlashesLeadToOne() throws IOException {
        assertThat(call("OPTIONS", "/containers/json", "").status()).isEqualTo(200);

        Answer answer = call("GET", "//v1.41//containers/json?all=1", "");
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo("/v1.41/containers/json?all=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none|unsupported Content-Type header (): must be 'application/json'",
                "text/plain|unsupported Content-Type header (text/plain): must be 'application/json'",
                "application/jsonx|unsupported Content-Type header (application/jsonx): must be 'application/json'",
                "application/json; charset=utf-8|config.Image cannot be empty",
                "Application/JSON|config.Image cannot be empty",
            })
    void bodiesHaveToCallThemselvesJson(String type, String sentence) throws IOException {
        String body = "{\"Tty\":true}";
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send("POST /containers/create HTTP/1.1\r\nHost: d\r\nConnection: close\r\n"
                    + (type == null ? "" : "Content-Type: " + type + "\r\n") + "Content-Length: " + body.length()
                    + "\r\n\r\n" + body);
            assertThat(client.readHead().status()).isEqualTo(400);
            assertThat(new String(client.input().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(message(sentence));
        }
    }

    @Test
    void thereAreNoPlugins() throws IOException {
        assertThat(call("GET", "/plugins", "").body()).isEqualTo("[]\n");
        assertThat(call("GET", "/plugins?filters=%7B%22x%22:%5B%5D%7D", "").status())
                .isEqualTo(400);
    }

    @Test
    void diskUsageShowsTheTypesThatWereAskedFor() throws IOException {
        assertThat(call("GET", "/v1.50/system/df?type=volume", "").body())
                .isEqualTo(
                        "{\"LayersSize\":0,\"Images\":null,\"Containers\":null,\"Volumes\":[],\"BuildCache\":null}\n");
        assertThat(call("GET", "/v1.41/system/df?type=volume", "").body())
                .contains("\"Images\":[{", "\"BuilderSize\":0");
        assertThat(call("GET", "/system/df", "").body()).doesNotContain("BuilderSize");
        assertThat(call("GET", "/system/df?type=x", "").body()).isEqualTo(message("unknown object type: x"));
    }

    @Test
    void oldClientsGetTheInfoOfTheirTime() throws IOException {
        assertThat(call("GET", "/v1.24/info", "").body())
                .contains("\"SecurityOptions\":[\"seccomp\",\"userns\",\"cgroupns\"]", "\"ExecutionDriver\":")
                .contains(
                        "\"AllowNondistributableArtifactsCIDRs\":null",
                        "\"RuncCommit\":{\"ID\":\"\",\"Expected\":\"\"}");
        assertThat(call("GET", "/v1.49/info", "").body())
                .contains("\"BridgeNfIptables\":true", "\"SecurityOptions\":[\"name=seccomp,profile=builtin\"")
                .doesNotContain("Expected", "ExecutionDriver");
        assertThat(call("GET", "/v1.50/info", "").body())
                .doesNotContain("BridgeNf")
                .contains("\"Warnings\":null");
    }

    @Test
    void infoCountsListeners() throws IOException {
        List<RawClient> clients = List.of(new RawClient(fixture.socket()), new RawClient(fixture.socket()));
        for (RawClient client : clients) {
            client.request("GET", "/events", "");
            client.readHead();
        }
        assertThat(call("GET", "/info", "").body()).contains("\"NEventsListener\":2");
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void olderClientsAreUnderstoodAsTheyMeantIt() throws IOException {
        String create = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"HostConfig\":{\"AutoRemove\":true}}";
        call("POST", "/v1.24/containers/create?name=old", create);
        call("POST", "/v1.40/containers/create?name=new", create);

        assertThat(call("GET", "/containers/old/json", "").body())
                .contains("\"AutoRemove\":false", "\"IpcMode\":\"shareable\"");
        assertThat(call("GET", "/containers/new/json", "").body())
                .contains("\"AutoRemove\":true", "\"IpcMode\":\"private\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resize?h=1|{}|strconv.Atoi: parsing \"\": invalid syntax",
                "resize?h=x&w=1|{}|strconv.Atoi: parsing \"x\": invalid syntax",
                "start?checkpoint=x|''|checkpoint is only supported in experimental mode",
                "start|{\"Binds\":[]}|starting container with non-empty request body was deprecated since API v1.22"
                        + " and removed in v1.24",
                "wait?condition=nope|''|invalid condition: \"nope\"",
            })
    void verbsWithWordsThatAreNone(String target, String body, String sentence) throws IOException {
        call("POST", "/containers/create?name=web", "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}");

        Answer answer = call("POST", "/containers/web/" + target, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").asString())
                .isEqualTo(sentence);
    }
}
