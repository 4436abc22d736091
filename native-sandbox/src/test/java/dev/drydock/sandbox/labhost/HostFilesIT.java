package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Link;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code docker run} puts into the files, mounts and devices of a container. */
@Tag("kernel")
class HostFilesIT {
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

    private static String run(Consumer<HostConfig.Draft> options, String line) {
        return Runs.output(host, HostConfig.DEFAULT.with(options), "sh", "-c", line);
    }

    @Test
    void namesOfHostsAreWritten() {
        Container other = Runs.detached(host, "sleep", "1000");
        String output = run(
                draft -> {
                    draft.names = new NameResolution(
                            List.of("1.1.1.1"),
                            List.of("x.y"),
                            List.of("ndots:3"),
                            List.of("a:1.2.3.4", "gw:host-gateway"));
                    draft.links = List.of(Link.parse(other.id().value() + ":store"));
                },
                "cat /etc/hosts /etc/resolv.conf");

        assertThat(output.lines())
                .containsSubsequence("1.2.3.4\ta", "172.17.0.1\tgw")
                .containsSubsequence("search x.y", "nameserver 1.1.1.1", "options ndots:3")
                .anyMatch(line -> line.contains("\tstore " + other.id().abbreviated() + " " + other.name()));
        host.engine().containers().remove(other.id().value(), true);
    }

    @Test
    void memoryFileSystemsAreMountedWithTheirOptions() {
        String output = run(
                draft -> draft.tmpfs = Map.of("/a", "", "/b/c", "size=1m,mode=700,uid=5,exec"),
                "grep -E ' /(a|b/c) ' /proc/mounts; stat -c '%a %u' /a /b/c");

        assertThat(output.lines().map(String::strip))
                .anyMatch(line -> line.startsWith("tmpfs /a tmpfs rw,nosuid,nodev,noexec,relatime"))
                .anyMatch(line -> line.startsWith("tmpfs /b/c tmpfs rw,nosuid,nodev,relatime,size=1024k,mode=700,uid="))
                .endsWith("1777 0", "700 5");
    }

    @Test
    void aMemoryFileSystemHasTheSizeThatWasAskedFor() {
        assertThat(run(
                        draft -> draft.tmpfs = Map.of("/a", "size=64k"),
                        "head -c 100000 /dev/zero > /a/f; stat -c %s /a/f"))
                .contains("65536");
    }

    @Test
    void anOptionThatTheKernelRefusesIsToldOf() {
        assertThatThrownBy(() -> run(draft -> draft.tmpfs = Map.of("/a", "size=x"), "true"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("error mounting \"tmpfs\" to rootfs at \"/a\"");
    }

    @Test
    void aContainerMayBeEndedSoonerThanOthersWhenMemoryIsShort() {
        Container container = Runs.start(
                host,
                Runs.config("busybox", "sleep", "1000"),
                HostConfig.DEFAULT.with(draft -> draft.oomScoreAdj = 500));

        ProcessSpec ask = new ProcessSpec(
                List.of("cat", "/proc/1/oom_score_adj"),
                List.of(),
                "",
                "",
                List.of(),
                false,
                false,
                false,
                TerminalSize.UNKNOWN);
        Exec exec = host.engine().containers().createExec(container.id().value(), ask);
        try (Screen screen =
                new Screen(host.engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))) {
            assertThat(screen.toEnd().strip()).isEqualTo("500");
        }
        host.engine().containers().remove(container.id().value(), true);
    }
}
