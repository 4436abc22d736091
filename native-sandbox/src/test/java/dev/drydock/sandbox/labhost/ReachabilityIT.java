package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.sandbox.disk.LabDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the machine can be reached from a container and from a lab host's shell, seen by a program that tries. */
@Tag("kernel")
class ReachabilityIT {
    private static final LabId LAB = new LabId("lab");
    private static final String EPERM = "1";
    private static final String ENOSYS = "38";

    /** Refused everywhere, whatever a container is given. */
    private static final List<String> NEVER = List.of(
            "netlink-netfilter",
            "xdp",
            "alg",
            "vsock",
            "io_uring_setup",
            "keyctl",
            "add_key",
            "request_key",
            "bpf",
            "userfaultfd",
            "perf_event_open",
            "open_by_handle_at",
            "swapon",
            "kexec_load",
            "reboot",
            "clock_settime",
            "syslog",
            "unshare-time");

    @TempDir
    static Path directory;

    private static TestServer server;
    private static LabHost host;
    private static Path program;

    @BeforeAll
    static void startLab() throws IOException, InterruptedException {
        Path source = directory.resolve("reach.c");
        try (InputStream text = Objects.requireNonNull(ReachabilityIT.class.getResourceAsStream("reach.c"))) {
            Files.copy(text, source);
        }
        program = directory.resolve("reach");
        Process compiler = new ProcessBuilder("cc", "-static", "-Os", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        server = TestServer.start();
        server.hosts().start(LAB);
        server.hosts().stop(LAB);
        try (LabDisk disk = server.disk(LAB)) {
            Files.copy(program, disk.root().resolve("root/upper/reach"));
        }
        host = server.hosts().start(LAB);
    }

    @AfterAll
    static void stopLab() {
        server.close();
    }

    @Test
    void aContainerReachesLittle() throws IOException {
        Map<String, String> reached = inContainer(Security.DEFAULT);

        assertRefused(reached);
        assertThat(reached)
                .containsEntry("inet", "ok")
                .containsEntry("netlink-route", "ok")
                .containsEntry("ptrace", "ok")
                .containsEntry("clone3", ENOSYS)
                .containsEntry("mount", EPERM);
    }

    @Test
    void noSettingOfAContainerOpensTheMachine() throws IOException {
        assertRefused(inContainer(Security.ofCapabilities(List.of("ALL"), List.of())));
        assertRefused(inContainer(new Security(List.of(), List.of(), false, false, Security.UNCONFINED, false)));
        assertRefused(inContainer(Security.ofPrivileged()));
    }

    @Test
    void neitherDoesAShellOfTheLab() throws IOException {
        try (Screen screen = new Screen(host.openTerminal(new TerminalId(1), new TerminalSize(24, 80)))) {
            screen.waitFor("# ");
            screen.type("/reach; echo end-$((1 + 1))\n");
            Map<String, String> reached = parse(screen.waitFor("end-2\r\n"));

            assertRefused(reached);
            assertThat(reached).containsEntry("inet", "ok").containsEntry("ptrace", "ok");
        }
    }

    private static void assertRefused(Map<String, String> reached) {
        assertThat(reached).containsKeys(NEVER.toArray(String[]::new));
        assertThat(NEVER)
                .allSatisfy(name -> assertThat(reached.get(name)).as(name).isEqualTo(EPERM));
    }

    private static Map<String, String> inContainer(Security security) throws IOException {
        HostConfig config = HostConfig.DEFAULT.withSecurity(security);
        Container created =
                host.engine().containers().create(Optional.empty(), Runs.config("busybox", "/reach"), config);
        String id = created.id().value();
        try (LabDisk disk = server.disk(LAB)) {
            Files.copy(program, disk.root().resolve("containers").resolve(id).resolve("upper/reach"));
        }
        try (Screen screen =
                new Screen(host.engine().containers().attach(id, new AttachRequest(false, true, false, true)))) {
            host.engine().containers().start(id);
            return parse(screen.toEnd());
        }
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> result = new TreeMap<>();
        text.lines()
                .map(line -> line.strip().split(" ", -1))
                .filter(words -> words.length == 2)
                .forEach(words -> result.put(words[0], words[1]));
        return result;
    }
}
