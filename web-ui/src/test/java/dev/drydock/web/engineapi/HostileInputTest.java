package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.web.engineapi.RawClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Whatever a request holds, the answer is a sentence or what Docker accepts, and the engine works on. */
@Tag("hostile")
@Timeout(300)
class HostileInputTest {
    private static final String CREATE = "/containers/create";
    private static final List<String> CONFIG = List.of(
            "Hostname",
            "Domainname",
            "User",
            "AttachStdin",
            "AttachStdout",
            "AttachStderr",
            "ExposedPorts",
            "Tty",
            "OpenStdin",
            "StdinOnce",
            "Env",
            "Cmd",
            "Healthcheck",
            "Image",
            "Volumes",
            "WorkingDir",
            "Entrypoint",
            "NetworkDisabled",
            "MacAddress",
            "Labels",
            "StopSignal",
            "StopTimeout",
            "Shell",
            "OnBuild",
            "HostConfig",
            "NetworkingConfig",
            "Unknown",
            "");
    private static final List<String> HOST = List.of(
            "Binds",
            "ContainerIDFile",
            "LogConfig",
            "NetworkMode",
            "PortBindings",
            "RestartPolicy",
            "AutoRemove",
            "VolumeDriver",
            "VolumesFrom",
            "ConsoleSize",
            "Annotations",
            "CapAdd",
            "CapDrop",
            "CgroupnsMode",
            "Dns",
            "DnsOptions",
            "DnsSearch",
            "ExtraHosts",
            "GroupAdd",
            "IpcMode",
            "Cgroup",
            "Links",
            "OomScoreAdj",
            "PidMode",
            "Privileged",
            "PublishAllPorts",
            "ReadonlyRootfs",
            "SecurityOpt",
            "StorageOpt",
            "Tmpfs",
            "UTSMode",
            "UsernsMode",
            "ShmSize",
            "Sysctls",
            "Runtime",
            "Isolation",
            "Mounts",
            "MaskedPaths",
            "ReadonlyPaths",
            "Init",
            "CpuShares",
            "Memory",
            "NanoCpus",
            "CgroupParent",
            "BlkioWeight",
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps",
            "CpuPeriod",
            "CpuQuota",
            "CpuRealtimePeriod",
            "CpuRealtimeRuntime",
            "CpusetCpus",
            "CpusetMems",
            "Devices",
            "DeviceCgroupRules",
            "DeviceRequests",
            "KernelMemory",
            "KernelMemoryTCP",
            "MemoryReservation",
            "MemorySwap",
            "MemorySwappiness",
            "OomKillDisable",
            "PidsLimit",
            "Ulimits",
            "CpuCount",
            "CpuPercent",
            "IOMaximumIOps",
            "unknown");
    private static final List<String> EXEC = List.of(
            "User",
            "Privileged",
            "Tty",
            "ConsoleSize",
            "AttachStdin",
            "AttachStderr",
            "AttachStdout",
            "DetachKeys",
            "Env",
            "WorkingDir",
            "Cmd",
            "Unknown");
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new EngineFixture();
        assertThat(call("POST", CREATE + "?name=cat", "{\"Image\":\"busybox\",\"OpenStdin\":true,\"Cmd\":[\"cat\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(call("POST", "/containers/cat/start", "").status()).isEqualTo(204);
    }

    @AfterEach
    void theEngineWorksOn() throws IOException {
        removeAllBut("cat");
        String body = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"HostConfig\":{\"Memory\":67108864}}";
        assertThat(call("POST", CREATE + "?name=after", body).status()).isEqualTo(201);
        assertThat(call("POST", "/containers/after/start", "").status()).isEqualTo(204);
        assertThat(call("POST", "/containers/after/wait", "").body()).contains("\"StatusCode\":0");
        removeAllBut("");
        fixture.close();
    }

    private void removeAllBut(String name) {
        for (Container container : fixture.engine().containers().list(ContainerFilter.ALL)) {
            if (!container.name().equals(name)) {
                fixture.engine().containers().remove(container.id().value(), true);
            }
        }
    }

    private Answer call(String method, String target, String body) throws IOException {
        return RawClient.call(fixture.socket(), method, target, body);
    }

    /** An answer of Docker's kind: success, or a sentence without anything of the program behind it. */
    private Answer send(String method, String target, String body) throws IOException {
        Answer answer = call(method, target, body);
        String request = method + " " + shorten(target) + " " + shorten(body);
        assertThat(answer.status() == 501 ? 400 : answer.status())
                .as("%s: %s", request, shorten(answer.body()))
                .isBetween(200, 499);
        if (answer.status() >= 400) {
            String sentence = sentence(answer);
            assertThat(sentence)
                    .as(request)
                    .isNotBlank()
                    .doesNotContain("Exception", "\tat ", "dev.drydock", "java.", "jackson", "null pointer");
        }
        if (answer.status() == 201 && target.startsWith(CREATE)) {
            removeAllBut("cat");
        }
        return answer;
    }

    private static String sentence(Answer answer) {
        try {
            return Json.MAPPER.readTree(answer.body()).path("message").asString("");
        } catch (JacksonException e) {
            return answer.header("Content-Type").startsWith("text/plain") ? answer.body() : "";
        }
    }

    private static String shorten(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    @Test
    void a01EveryMemberOfCreate() throws IOException {
        for (String value : HostileValues.json()) {
            for (String member : CONFIG) {
                String image = member.equals("Image") ? "" : "\"Image\":\"busybox\",\"Cmd\":[\"true\"],";
                send("POST", CREATE, "{" + image + "\"" + member + "\":" + value + "}");
            }
            for (String member : HOST) {
                send("POST", CREATE, createWith("\"" + member + "\":" + value));
            }
        }
    }

    private static String createWith(String hostConfig) {
        return "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"HostConfig\":{" + hostConfig + "}}";
    }

    @Test
    void a01EveryMemberOfUpdateAndExec() throws IOException {
        for (String value : HostileValues.json()) {
            for (String member : HOST) {
                send("POST", "/containers/cat/update", "{\"" + member + "\":" + value + "}");
            }
            for (String member : EXEC) {
                String command = member.equals("Cmd") ? "" : "\"Cmd\":[\"true\"],";
                send("POST", "/containers/cat/exec", "{" + command + "\"" + member + "\":" + value + "}");
            }
        }
    }

    @Test
    void a01ManyMembersAtOnce() throws IOException {
        HostileValues values = new HostileValues(20261125);
        for (int round = 0; round < 500; round++) {
            List<String> host = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                host.add("\"" + values.oneOf(HOST) + "\":" + values.nested());
            }
            send(
                    "POST",
                    CREATE,
                    "{\"Image\":\"busybox\",\"" + values.oneOf(CONFIG) + "\":" + values.nested() + ",\"HostConfig\":{"
                            + String.join(",", host) + "}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /containers/create?name=",
                "POST /containers/create?platform=",
                "POST /containers/cat/rename?name=",
                "POST /containers/cat/resize?w=80&h=",
                "POST /containers/cat/resize?h=24&w=",
                "POST /containers/cat/kill?signal=WINCH&x=",
                "POST /containers/made/stop?t=",
                "POST /containers/made/stop?signal=",
                "POST /containers/made/kill?signal=",
                "POST /containers/made/wait?condition=",
                "POST /containers/made/attach?logs=1&stdout=1&detachKeys=",
                "POST /containers/made/attach?logs=1&stdout=",
                "GET /containers/made/attach/ws?detachKeys=",
                "POST /containers/prune?filters=",
                "GET /containers/cat/logs?stdout=1&tail=",
                "GET /containers/cat/logs?stdout=1&since=",
                "GET /containers/cat/logs?stdout=1&until=",
                "GET /containers/cat/logs?stdout=1&timestamps=",
                "GET /containers/cat/logs?stderr=",
                "GET /containers/cat/top?ps_args=",
                "GET /containers/cat/stats?stream=0&one-shot=1&x=",
                "GET /containers/cat/json?size=",
                "GET /containers/json?limit=",
                "GET /containers/json?filters=",
                "GET /containers/json?all=1&filters=%7B%22name%22:%5B%22x%22%5D%7D&before=",
                "GET /events?until=1&since=",
                "GET /events?until=1&filters=",
                "GET /images/json?filters=",
                "GET /networks?filters=",
                "GET /system/df?type=",
                "POST /images/create?fromImage=",
                "POST /images/create?fromImage=busybox&tag=",
                "DELETE /containers/nope?force=",
                "DELETE /containers/nope?v=",
            })
    void a09EveryWordOfAQuery(String request) throws IOException {
        String[] parts = request.split(" ", 2);
        for (String value : HostileValues.texts()) {
            call("POST", CREATE + "?name=made", "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}");
            send(parts[0], parts[1] + value, "");
        }
    }

    @Test
    void a09EveryFilterOfAList() throws IOException {
        for (String list : List.of("/containers/json?all=1", "/events?until=1", "/images/json?", "/networks?")) {
            for (String word : List.of(
                    "ancestor",
                    "before",
                    "exited",
                    "expose",
                    "publish",
                    "health",
                    "id",
                    "isolation",
                    "is-task",
                    "label",
                    "name",
                    "network",
                    "since",
                    "status",
                    "volume",
                    "type",
                    "event",
                    "image",
                    "container",
                    "dangling",
                    "reference",
                    "until",
                    "driver",
                    "scope",
                    "nope")) {
                for (String value : HostileValues.json().subList(0, 28)) {
                    String filters = "{\"" + word + "\":[" + value + "]}";
                    send(
                            "GET",
                            list + "&filters="
                                    + java.net.URLEncoder.encode(filters, java.nio.charset.StandardCharsets.UTF_8),
                            "");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../x|400|Invalid container name (../x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "-x|400|Invalid container name (-x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "%F0%9F%98%80|400|Invalid container name (😀), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "x|400|Invalid container name (x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                "a%00b|400|Invalid container name (a\u0000b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
            })
    void a01Names(String name, int status, String sentence) throws IOException {
        Answer answer = send("POST", CREATE + "?name=" + name, "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(sentence(answer)).isEqualTo(sentence);
    }

    @Test
    void a01LongNames() throws IOException {
        String body = "{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}";
        assertThat(send("POST", CREATE + "?name=" + "a".repeat(300), body).status())
                .isEqualTo(201);
        assertThat(send("POST", CREATE + "?name=" + "a".repeat(2000), body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Memory\":1048576|Minimum memory limit allowed is 6MB",
                "\"Memory\":-1|Minimum memory limit allowed is 6MB",
                "\"NanoCpus\":100000000000|Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                "\"CpusetMems\":\"0-18446744073692774399\"|Invalid value 0-18446744073692774399 for cpuset mems"
            })
    void a02LimitsThatCannotBe(String hostConfig, String sentence) throws IOException {
        refuses(hostConfig, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ShmSize\":-1|SHM size can not be less than 0",
                "\"Ulimits\":[{\"Name\":\"nope\",\"Soft\":1,\"Hard\":1}]|invalid ulimit type: nope",
                "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":2,\"Hard\":1}]|ulimit soft limit must be less than or"
                        + " equal to hard limit: 2 > 1",
                "\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"-1\"}}|invalid size: '-1'",
                "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":-1}|invalid restart policy: maximum"
                        + " retry count cannot be negative"
            })
    void a06SizesAndCountsThatCannotBe(String hostConfig, String sentence) throws IOException {
        refuses(hostConfig, sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"DeviceRequests\":[{\"Count\":-1,\"Capabilities\":[[\"gpu\"]]}]|could not select device driver \"\""
                        + " with capabilities: [[gpu]]"
            })
    void a12ProcessorsThatThereAreNot(String hostConfig, String sentence) throws IOException {
        refuses(hostConfig, sentence);
    }

    private void refuses(String hostConfig, String sentence) throws IOException {
        Answer answer = send("POST", CREATE, createWith(hostConfig));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(sentence(answer)).startsWith(sentence);
    }

    @Test
    void a04AHostnameIsAtMostAsLongAsTheKernelTakes() throws IOException {
        String name = "a".repeat(70);
        Answer answer =
                send("POST", CREATE, "{\"Image\":\"busybox\",\"Cmd\":[\"true\"],\"Hostname\":\"" + name + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(sentence(answer)).isEqualTo("invalid hostname format: " + name);
    }

    @Test
    void a12WhatIsNotSupportedIsRefusedByName() throws IOException {
        for (String member : List.of("\"CgroupParent\":\"x\"", "\"DeviceCgroupRules\":[\"c 1:1 r\"]")) {
            Answer answer = send("POST", CREATE, createWith(member));

            assertThat(answer.status()).as(member).isEqualTo(501);
            assertThat(sentence(answer)).endsWith("is not supported by this engine");
        }
        refuses("\"StorageOpt\":{\"size\":\"1\"}", "--storage-opt is supported only for overlay over xfs");
        refuses("\"Runtime\":\"kata\"", "unknown or invalid runtime name: kata");
        refuses("\"Isolation\":\"hyperv\"", "Invalid isolation: \"hyperv\" - linux only supports 'default'");
        JsonNode list =
                Json.MAPPER.readTree(call("GET", "/containers/json?all=1", "").body());
        assertThat(list).hasSize(1);
    }
}
