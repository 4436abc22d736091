package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.labhost.LabId;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class EngineServerTest {
    private static final int LIMIT = 4;
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

    private Answer get(String target) throws IOException {
        return call("GET", target, "");
    }

    @Test
    void pingTellsVersionAndBuilder() throws IOException {
        Answer answer = get("/_ping");

        assertThat(answer.body()).isEqualTo("OK");
        assertThat(answer.header("Api-Version")).isEqualTo("1.50");
        assertThat(answer.header("Ostype")).isEqualTo("linux");
        assertThat(answer.header("Builder-Version")).isEqualTo("1");
        assertThat(answer.header("Docker-Experimental")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1.99/info|client version 1.99 is too new. Maximum supported API version is 1.50",
                "/v1.23/info|client version 1.23 is too old. Minimum supported API version is 1.24,"
                        + " please upgrade your client to a newer version",
                "/v1/info|client version 1 is too old. Minimum supported API version is 1.24,"
                        + " please upgrade your client to a newer version",
                "/v1.2.3/info|client version 1.2.3 is too old. Minimum supported API version is 1.24,"
                        + " please upgrade your client to a newer version",
                "/v../info|invalid API version \"..\"",
            })
    void versionsThatAreNotServedAreRefused(String target, String sentence) throws IOException {
        Answer answer = get(target);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Json.MAPPER.readTree(answer.body()).path("message").stringValue())
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, page not found",
        "GET, /v1.50/nothing, page not found",
        "PUT, /containers/json, page not found",
        "GET, /containers/nope/json, No such container: nope",
        "GET, /containers/a/b/json, No such container: a/b",
        "GET, /images/nope/json, No such image: nope:latest",
        "GET, /volumes/nope, get nope: no such volume",
        "GET, /networks/nope, network nope not found",
        "GET, /exec/nope/json, No such exec instance: nope",
    })
    void whatDoesNotExistIs404(String method, String target, String sentence) throws IOException {
        Answer answer = call(method, target, "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + sentence + "\"}\n");
    }

    @Test
    void routesAreTheSameWithAndWithoutVersion() throws IOException {
        assertThat(get("/v1.44/images/json").body())
                .isEqualTo(get("/images/json").body())
                .contains("busybox:latest")
                .doesNotContain("VirtualSize");
    }

    @ParameterizedTest
    @CsvSource({"/images/busybox/json", "/images/json", "/system/df"})
    void imagesHadAVirtualSizeBefore144(String target) throws IOException {
        JsonNode answer = Json.MAPPER.readTree(get("/v1.43" + target).body());
        List<JsonNode> images = answer.isObject() && answer.has("Images")
                ? answer.path("Images").values().stream().toList()
                : answer.isArray() ? answer.values().stream().toList() : List.of(answer);

        assertThat(images)
                .isNotEmpty()
                .allSatisfy(image ->
                        assertThat(image.get("VirtualSize")).isNotNull().isEqualTo(image.get("Size")));
    }

    @Test
    void imagesShowedTheirContainerBefore145() throws IOException {
        JsonNode old = Json.MAPPER.readTree(get("/v1.44/images/busybox/json").body());

        assertThat(old.path("Container").asString("none")).isEmpty();
        assertThat(old.path("ContainerConfig").path("Hostname").asString("none"))
                .isEmpty();
        assertThat(get("/v1.45/images/busybox/json").body()).doesNotContain("\"Container");
    }

    /** The limit itself went with version 1.42, as that of a kernel that has it. */
    @Test
    void kernelMemoryIsDroppedWithAWarningThatNewVersionsDoNotHave() throws IOException {
        String body = "{\"Image\":\"busybox\",\"HostConfig\":{\"KernelMemory\":6291456}}";

        assertThat(call("POST", "/v1.41/containers/create", body).body())
                .contains(
                        "\"Warnings\":[\"Your kernel does not support kernel memory limit capabilities or the cgroup is"
                                + " not mounted. Limitation discarded.\"]");
        assertThat(call("POST", "/v1.42/containers/create?name=web", body).body())
                .contains("\"Warnings\":[]");
        assertThat(call("POST", "/v1.41/containers/web/update", "{\"KernelMemory\":6291456}")
                        .body())
                .contains("Limitation discarded.");
    }

    @Test
    void whatIsOpenIsCountedForTheLabAlone() throws IOException {
        JsonNode info = Json.MAPPER.readTree(get("/info").body());
        assertThat(info.path("NFd").asInt()).isEqualTo(2);
        assertThat(info.path("NGoroutines").asInt()).isEqualTo(1);
    }

    @Test
    void aLimitThatIsThereIsNoReasonForAWarning() throws IOException {
        JsonNode info = Json.MAPPER.readTree(get("/info").body());

        assertThat(info.path("Warnings").isNull()).isTrue();
        assertThat(info.path("RegistryConfig")
                        .path("IndexConfigs")
                        .path("docker.io")
                        .path("Official")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void swarmIsAnsweredAsByANodeOutsideOfOne() throws IOException {
        Answer answer = get("/v1.50/nodes");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("This node is not a swarm manager.");
    }

    @Test
    void theSocketOfARequestDecidesItsEngine() throws IOException {
        LabId other = new LabId("other");
        fixture.server().open(other, fixture.socket("other"), fixture.newEngine());
        String create = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}";

        call("POST", "/containers/create?name=mine", create);

        assertThat(get("/containers/json?all=1").body()).contains("/mine");
        assertThat(RawClient.call(fixture.socket("other"), "GET", "/containers/json?all=1", "")
                        .body())
                .isEqualTo("[]\n");
        assertThat(RawClient.call(fixture.socket("other"), "GET", "/containers/mine/json", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void closingALabRemovesItsSocketAndEndsItsConnections() throws IOException {
        Path socket = fixture.socket("other");
        LabId other = new LabId("other");
        fixture.server().open(other, socket, fixture.newEngine());
        try (RawClient waiting = new RawClient(socket)) {
            waiting.request("GET", "/events", "");
            waiting.readHead();

            fixture.server().close(other);

            assertThat(waiting.input().read()).isEqualTo(-1);
        }
        assertThat(socket).doesNotExist();
        assertThat(get("/_ping").status()).isEqualTo(200);
    }

    @Test
    void aStaleSocketIsReplaced() throws IOException {
        Path socket = fixture.socket("other");
        Files.writeString(socket, "left behind");

        fixture.server().open(new LabId("other"), socket, fixture.newEngine());

        assertThat(RawClient.call(socket, "GET", "/_ping", "").status()).isEqualTo(200);
    }

    @Test
    void aLabCannotHoldMoreConnectionsThanItsShare() throws IOException {
        List<RawClient> idle = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            idle.add(new RawClient(fixture.socket()));
            // Half a request: nothing more ever comes.
            idle.getLast().send("GET /_ping HTT");
        }
        try (RawClient oneTooMany = new RawClient(fixture.socket())) {
            Answer answer = oneTooMany.readHead();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(new String(oneTooMany.input().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("too many open connections");
        }
        LabId other = new LabId("other");
        fixture.server().open(other, fixture.socket("other"), fixture.newEngine());
        assertThat(RawClient.call(fixture.socket("other"), "GET", "/_ping", "").status())
                .isEqualTo(200);
        for (RawClient client : idle) {
            client.close();
        }
        await().untilAsserted(() -> assertThat(get("/_ping").status()).isEqualTo(200));
    }

    @Test
    void whatIsNotHttpIsAnsweredInTheSameForm() throws IOException {
        try (RawClient client = new RawClient(fixture.socket())) {
            client.send("GARBAGE\r\n\r\n");

            Answer answer = client.readHead();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Image\":5}|invalid JSON: unexpected value in field Image, want string",
                "{\"Image\":\"x\",\"Tty\":\"yes\"}|invalid JSON: unexpected value in field Tty, want bool",
                "{\"Image\":\"x\",\"Env\":{}}|invalid JSON: unexpected value in field Env, want array",
                "null|config cannot be empty in order to create a container",
                "{}|config cannot be empty in order to create a container",
                "{\"Image\":null,\"Tty\":true}|config.Image cannot be empty",
                "{\"Image\":\"x\",\"HostConfig\":[]}|invalid JSON: unexpected value in field HostConfig, want object",
            })
    void aBodyOfTheWrongShapeIs400(String body, String sentence) throws IOException {
        Answer answer = call("POST", "/containers/create", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + sentence + "\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"''", "{", "[]", "{} {}", "{\"Image\":NaN}"})
    void aBodyThatIsNoJsonObjectIs400(String body) throws IOException {
        assertThat(call("POST", "/containers/create", body).status()).isEqualTo(400);
    }

    @Test
    void deepAndLargeBodiesAreRefused() throws IOException {
        String deep = "[".repeat(100_000);
        String large = "{\"Image\":\"" + "x".repeat(RequestBody.LIMIT) + "\"}";

        assertThat(call("POST", "/containers/create", deep).status()).isEqualTo(400);
        assertThat(call("POST", "/containers/create", large).status()).isEqualTo(400);
    }

    @Test
    void unknownMembersAndNullsDoNotMatter() throws IOException {
        Answer answer = call(
                "POST",
                "/containers/create",
                "{\"image\":\"busybox\",\"Cmd\":null,\"Entrypoint\":\"true\",\"Env\":null,\"Tty\":null,\"Labels\":null,"
                        + "\"New\":1,\"HostConfig\":{\"Binds\":null,\"RestartPolicy\":{\"Name\":\"\"},\"CapAdd\":null,"
                        + "\"Memory\":0,\"Init\":null,\"Newer\":{}},\"NetworkingConfig\":{\"EndpointsConfig\":null}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).matches("\\{\"Id\":\"[0-9a-f]{64}\",\"Warnings\":\\[]}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"BlkioWeightDevice\":[{\"Path\":\"/dev/sda\"}]|--blkio-weight-device",
            })
    void optionsThatTheEngineHasNotAreRefusedByName(String member, String option) throws IOException {
        Answer answer = call("POST", "/containers/create", "{\"Image\":\"busybox\",\"HostConfig\":{" + member + "}}");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + option + " is not supported by this engine\"}\n");
        assertThat(get("/containers/json?all=1").body()).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Memory\":1048576|400|Minimum memory limit allowed is 6MB",
                "\"NanoCpus\":-1|400|Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                "\"CpusetMems\":\"0-18446744073692774399\"|400|Invalid value 0-18446744073692774399 for cpuset mems:"
                        + " invalid format: 0-18446744073692774399",
                "\"CpusetCpus\":\"7\"|400|Requested CPUs are not available - requested 7, available: 0-1",
                "\"Ulimits\":[{\"Name\":\"nope\"}]|400|invalid ulimit type: nope",
                "\"ShmSize\":-1|400|SHM size can not be less than 0",
                "\"IpcMode\":\"nope\"|400|invalid IPC mode: nope",
                "\"PidMode\":\"container:\"|400|invalid PID mode: container:",
                "\"SecurityOpt\":[\"nope=1\"]|400|invalid --security-opt 2: \\\"nope=1\\\"",
                "\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"-1\"}}|400|invalid size: '-1'",
            })
    void limitsThatMakeNoSenseAreRefusedInDockersWords(String member, int status, String sentence) throws IOException {
        Answer answer = call("POST", "/containers/create", "{\"Image\":\"busybox\",\"HostConfig\":{" + member + "}}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + sentence + "\"}\n");
    }

    @Test
    void whatAContainerMayUseIsShownAgain() throws IOException {
        String host = "\"Memory\":67108864,\"NanoCpus\":500000000,\"PidsLimit\":20,\"OomKillDisable\":true,"
                + "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":64,\"Hard\":128}],\"IpcMode\":\"host\",\"ShmSize\":1048576,"
                + "\"SecurityOpt\":[\"no-new-privileges\"],\"Sysctls\":{\"net.core.somaxconn\":\"64\"},"
                + "\"LogConfig\":{\"Type\":\"local\",\"Config\":{\"max-size\":\"1m\"}},\"GroupAdd\":[\"7\"],"
                + "\"Devices\":[{\"PathOnHost\":\"/dev/null\",\"PathInContainer\":\"/dev/null\"}]";
        Answer created = call(
                "POST", "/containers/create?name=limited", "{\"Image\":\"busybox\",\"HostConfig\":{" + host + "}}");

        assertThat(created.body())
                .contains("\"Warnings\":[\"Your kernel does not support OomKillDisable. OomKillDisable discarded.\"]");
        assertThat(get("/containers/limited/json").body())
                .contains("\"Memory\":67108864", "\"MemorySwap\":134217728", "\"NanoCpus\":500000000")
                .contains("\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":64,\"Hard\":128}]", "\"IpcMode\":\"host\"")
                .contains("\"ShmSize\":1048576", "\"Sysctls\":{\"net.core.somaxconn\":\"64\"}", "\"GroupAdd\":[\"7\"]")
                .contains("\"LogConfig\":{\"Type\":\"local\",\"Config\":{\"max-size\":\"1m\"}}");
    }

    @Test
    void anUnknownImageCannotBePulled() throws IOException {
        assertThat(call("POST", "/images/create?fromImage=nope&tag=latest", "").body())
                .isEqualTo("{\"message\":\"pull access denied for nope, repository does not exist or may require"
                        + " 'docker login': denied: requested access to the resource is denied\"}\n");
        assertThat(call("POST", "/images/create?fromImage=docker.io/library/busybox&tag=nope", "")
                        .body())
                .isEqualTo(
                        "{\"message\":\"manifest for busybox:nope not found: manifest unknown: manifest unknown\"}\n");
    }

    @Test
    void anImageThatIsThereIsUpToDate() throws IOException {
        Answer answer = call("POST", "/images/create?fromImage=busybox&tag=latest", "");

        assertThat(answer.status()).isEqualTo(200);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("{\"status\":\"Pulling from library/busybox\",\"id\":\"latest\"}");
        assertThat(lines.get(1)).matches("\\{\"status\":\"Digest: sha256:[0-9a-f]{64}\"}");
        assertThat(lines.get(2)).isEqualTo("{\"status\":\"Status: Image is up to date for busybox:latest\"}");
    }
}
