package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ContainerStats;
import dev.drydock.core.container.Device;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.container.Namespaces;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.Resources.Ulimit;
import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.event.EventSubscription;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The options of {@code docker run} that say what a container may use and share. */
@Tag("kernel")
class OptionsIT {
    private static final long MEBIBYTE = 1 << 20;
    private static final Streams INPUT = new Streams(false, false, false, false, true, false);

    private static TestServer server;
    private static LabHost host;

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(new LabId("lab"));
    }

    @AfterAll
    static void stopLab() {
        server.close();
    }

    @Test
    void memoryThatIsUsedUpEndsTheContainerAndIsTold() throws InterruptedException {
        EventSubscription events = host.engine().events().subscribe();
        Container container = start(resources(32 * MEBIBYTE, 0), "tail", "/dev/zero");

        ExitStatus end = Runs.end(host, container);

        assertThat(end.code()).isEqualTo(137);
        assertThat(end.outOfMemory()).isTrue();
        assertThat(Runs.actions(events, container)).containsSubsequence("start", "oom", "die");
        events.close();
    }

    @Test
    void namesAreFoundAsAskedFor() {
        NameResolution names = new NameResolution(
                List.of("1.2.3.4"), List.of("a.b"), List.of("ndots:2"), List.of("x:9.9.9.9", "y:host-gateway"));

        String output =
                run(HostConfig.DEFAULT.with(draft -> draft.names = names), "cat", "/etc/resolv.conf", "/etc/hosts");

        assertThat(output)
                .startsWith("search a.b\nnameserver 1.2.3.4\noptions ndots:2\n")
                .contains("\n9.9.9.9\tx\n172.17.0.1\ty\n");
    }

    @Test
    void aDeviceIsWhereItWasAskedFor() {
        List<Device> devices = List.of(
                new Device("/dev/zero", "/dev/nulo", "rwm"), new Device("/dev/full", "/new/../other/full", "r"));

        String output = run(
                HostConfig.DEFAULT.with(draft -> draft.devices = devices),
                "sh",
                "-c",
                "head -c 2 /dev/nulo | od -An -tx1; stat -c '%F %t %T' /dev/nulo; echo x >/other/full");

        assertThat(output).contains(" 00 00\n", "character special file 1 5\n", "No space left on device");
    }

    @Test
    void noDeviceLeavesTheContainersRoot() {
        List<Device> devices = List.of(new Device("/dev/zero", "/../../../../tmp/outside", "rwm"));

        String output =
                run(HostConfig.DEFAULT.with(draft -> draft.devices = devices), "stat", "-c", "%F", "/tmp/outside");

        assertThat(output).isEqualTo("character special file\n");
        assertThat(Path.of("/tmp/outside")).doesNotExist();
    }

    @Test
    void processesBeyondTheLimitAreRefused() {
        assertThat(run(
                        HostConfig.DEFAULT.withResources(resources(0, 5)),
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8; do sleep 100 & done 2>&1; true"))
                .contains("can't fork: Resource temporarily unavailable");
    }

    @Test
    void limitsOfARunningContainerCanBeChanged() {
        Container container = start(resources(64 * MEBIBYTE, 0), "cat");
        String id = container.id().value();
        host.engine().containers().update(id, resources(128 * MEBIBYTE, 40), Optional.empty());

        ContainerStats stats = host.engine().containers().stats(id);
        assertThat(stats.memory().limit()).isEqualTo(128 * MEBIBYTE);
        assertThat(stats.pids()).isEqualTo(new ContainerStats.Pids(1, 40));
        assertThat(stats.networks()).containsOnlyKeys("eth0");
        assertThat(stats.cpu().system()).isPositive();
        assertThat(host.engine().containers().processes(id)).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(pid(id));
            assertThat(process.user()).isZero();
            assertThat(process.arguments()).containsExactly("cat");
        });
        host.engine().containers().remove(id, true);
    }

    private static int pid(String id) {
        return host.engine().containers().find(id).state() instanceof ContainerState.Running(int pid, var _, long _)
                ? pid
                : 0;
    }

    @Test
    void whatDockerRefusesIsRefused() {
        assertInvalid(draft -> draft.resources = resources(MEBIBYTE, 0), "Minimum memory limit allowed is 6MB");
        assertInvalid(
                draft -> draft.resources =
                        new Resources(0, 0, 0, -1, 100_000_000_000L, 0, 0, 0, "", "", 0, 0, false, List.of()),
                "Range of CPUs is from 0.01 to " + Runtime.getRuntime().availableProcessors());
        assertInvalid(draft -> draft.log = new LogConfig("json-file", Map.of("max-size", "-1")), "invalid size: '-1'");
    }

    private static void assertInvalid(Consumer<HostConfig.Draft> option, String sentence) {
        HostConfig config = HostConfig.DEFAULT.with(option);

        assertThatThrownBy(() ->
                        host.engine().containers().create(Optional.empty(), Runs.config("busybox", "true"), config))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void settingsOfTheNetworkAreTheContainersOwn() {
        HostConfig config = HostConfig.DEFAULT.with(
                draft -> draft.sysctls = Map.of("net.ipv4.ip_forward", "0", "kernel.msgmax", "4242"));

        assertThat(run(config, "cat", "/proc/sys/net/ipv4/ip_forward", "/proc/sys/kernel/msgmax"))
                .isEqualTo("0\n4242\n");
        assertThat(run(HostConfig.DEFAULT.withNetworkMode("host"), "cat", "/proc/sys/net/ipv4/ip_forward"))
                .isEqualTo("1\n");
    }

    @Test
    void aSettingThatTheKernelDoesNotHaveFailsTheStart() {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.sysctls = Map.of("net.nope", "1"));

        assertThatThrownBy(() -> run(config, "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageEndingWith("open /proc/sys/net/nope: no such file or directory: unknown");
    }

    @Test
    void limitsOfProcessesHoldForAddedOnesToo() {
        Resources resources = new Resources(
                0,
                0,
                0,
                -1,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                false,
                List.of(new Ulimit("nofile", 64, 128), new Ulimit("core", 0, 0)));
        HostConfig config = HostConfig.DEFAULT.withResources(resources);

        assertThat(run(config, "sh", "-c", "ulimit -n; ulimit -Hn; ulimit -c")).isEqualTo("64\n128\n0\n");
    }

    @Test
    void aLimitBeyondTheLabsIsRefusedByTheKernel() {
        Resources resources = new Resources(
                0,
                0,
                0,
                -1,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                false,
                List.of(new Ulimit("nofile", 9_999_999, 99_999_999_999L)));

        assertThatThrownBy(() -> run(HostConfig.DEFAULT.withResources(resources), "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageEndingWith("error setting rlimits for ready process: error setting rlimit type 7: operation"
                        + " not permitted: unknown");
    }

    @Test
    void processesInTheLabsPidNamespaceEndWithTheirContainer() {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.namespaces = new Namespaces("", "host", "", "", ""));
        Container container = Runs.start(host, Runs.config("busybox", "sh", "-c", "sleep 98765 & exit 3"), config);

        assertThat(Runs.end(host, container).code()).isEqualTo(3);
        assertThat(run(config, "sh", "-c", "ps | grep -c 's[l]eep 98765'")).isEqualTo("0\n");
    }

    @Test
    void containersShareNamespaces() {
        Container first = Runs.start(
                host,
                Runs.config("busybox", INPUT, "sh", "-c", "echo shared > /dev/shm/file; exec cat"),
                HostConfig.DEFAULT.with(draft -> draft.namespaces = new Namespaces("shareable", "", "", "", "")));
        String key = "container:" + first.id().abbreviated();
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.namespaces = new Namespaces(key, key, "", "", ""));
        await().until(() -> run(config, "ls", "/dev/shm").equals("file\n"));

        assertThat(run(config, "cat", "/dev/shm/file", "/proc/1/comm")).isEqualTo("shared\ncat\n");
        host.engine().containers().remove(first.id().value(), true);
    }

    @Test
    void sharedMemoryHasTheSizeThatWasAskedFor() {
        assertThat(run(HostConfig.DEFAULT, "sh", "-c", "df -k /dev/shm | tail -1"))
                .contains(" 65536 ");
        assertThat(run(
                        HostConfig.DEFAULT.with(draft -> draft.shmSize = 8 * MEBIBYTE),
                        "sh",
                        "-c",
                        "df -k /dev/shm | tail -1"))
                .contains(" 8192 ");
    }

    @Test
    void groupsAreAdded() {
        HostConfig config = HostConfig.DEFAULT.with(draft -> draft.groups = List.of("1234", "users"));

        assertThat(run(config, "id", "-G")).contains("1234").contains("100");
    }

    @Test
    void aProfileOfSystemCallsIsTheContainersOwn() {
        String profile = """
                {"defaultAction": "SCMP_ACT_ALLOW", "syscalls": [
                  {"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13}]}""";
        HostConfig config =
                HostConfig.DEFAULT.withSecurity(new Security(List.of(), List.of(), false, false, profile, false));

        assertThat(run(config, "sh", "-c", "mkdir /x 2>&1; touch /y && echo fine"))
                .isEqualTo("mkdir: can't create directory '/x': Permission denied\nfine\n");
        HostConfig broken =
                HostConfig.DEFAULT.withSecurity(new Security(List.of(), List.of(), false, false, "{]", false));
        assertThatThrownBy(() -> run(broken, "true"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageStartingWith("Decoding seccomp profile failed: ");
    }

    @Test
    void aSmallLogKeepsTheNewest() {
        HostConfig config =
                HostConfig.DEFAULT.with(draft -> draft.log = new LogConfig("json-file", Map.of("max-size", "64k")));
        Container container = Runs.start(host, Runs.config("busybox", "seq", "100000"), config);
        Runs.end(host, container);

        assertThat(Runs.logs(host, container)).endsWith("99999\n100000\n").hasSizeLessThan(200_000);
    }

    private static Container start(Resources resources, String... command) {
        return Runs.start(host, Runs.config("busybox", INPUT, command), HostConfig.DEFAULT.withResources(resources));
    }

    private static Resources resources(long memory, long pids) {
        return new Resources(memory, 0, 0, -1, 0, 0, 0, 0, "", "", pids, 0, false, List.of());
    }

    private static String run(HostConfig config, String... command) {
        return Runs.output(host, config, command);
    }
}
