package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.labhost.LabShell;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.Screen;
import dev.drydock.sandbox.labhost.TestImage;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two lab hosts of one server for a group of cases, between two looks at the canary. The image {@code probe} and both
 * labs have the probe at {@code /probe}.
 */
final class HostileLabs implements BeforeAllCallback, AfterAllCallback {
    static final LabId MALLORY = new LabId("mallory");
    static final LabId ALICE = new LabId("alice");
    static final String IMAGE = "probe";

    private final TestServer.Setup setup;
    private @Nullable Canary canary;
    private @Nullable TestServer server;

    HostileLabs(TestServer.Setup setup) {
        this.setup = setup;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        canary = Canary.take();
        byte[] probe = compile();
        List<TestImage> images = new ArrayList<>(setup.images());
        images.add(new TestImage(
                IMAGE,
                List.of(
                        new LayerEntry.RegularFile("probe", 0755, ByteBuffer.wrap(probe)),
                        new LayerEntry.RegularFile("setuid-probe", 04755, ByteBuffer.wrap(probe)))));
        server = TestServer.start(setup.withImages(images));
        for (LabId lab : List.of(MALLORY, ALICE)) {
            server.hosts().start(lab);
            server.hosts().stop(lab);
            try (LabDisk disk = server.disk(lab)) {
                Path copy = Files.write(disk.root().resolve("root/upper/probe"), probe);
                assertThat(copy.toFile().setExecutable(true, false)).isTrue();
            }
            server.hosts().start(lab);
        }
    }

    private static byte[] compile() throws IOException, InterruptedException {
        Path source = Files.createTempFile("probe", ".c");
        Path program = Files.createTempFile("probe", "");
        try (InputStream text = Objects.requireNonNull(HostileLabs.class.getResourceAsStream("probe.c"))) {
            Files.write(source, text.readAllBytes());
            Process compiler = new ProcessBuilder("cc", "-static", "-Os", "-o", program.toString(), source.toString())
                    .inheritIO()
                    .start();
            assertThat(compiler.waitFor()).isZero();
            return Files.readAllBytes(program);
        } finally {
            Files.delete(source);
            Files.delete(program);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (server != null) {
            server.close();
        }
        if (canary != null) {
            canary.assertUntouched();
        }
    }

    TestServer server() {
        return Objects.requireNonNull(server);
    }

    /** The lab of the one who attacks. */
    LabHost mallory() {
        return server().hosts().find(MALLORY).orElseThrow();
    }

    /** The lab that must notice nothing. */
    LabHost alice() {
        return server().hosts().find(ALICE).orElseThrow();
    }

    /** {@code docker run probe COMMAND} in the attacker's lab: what it wrote. */
    String run(HostConfig host, String... command) {
        return run(host, Runs.config(IMAGE, command));
    }

    String run(HostConfig host, ContainerConfig config) {
        Container created = mallory().engine().containers().create(Optional.empty(), config, host);
        String id = created.id().value();
        try (Screen screen =
                new Screen(mallory().engine().containers().attach(id, new AttachRequest(false, true, false, true)))) {
            mallory().engine().containers().start(id);
            return screen.toEnd();
        } finally {
            mallory().engine().containers().remove(id, true);
        }
    }

    /** {@code docker exec --user USER CONTAINER COMMAND}. */
    String exec(Container container, String user, String... command) {
        ProcessSpec process = new ProcessSpec(
                List.of(command), List.of(), "", user, List.of(), false, false, false, TerminalSize.UNKNOWN);
        Exec exec = mallory().engine().containers().createExec(container.id().value(), process);
        try (Screen screen =
                new Screen(mallory().engine().containers().startExec(exec.id().value(), TerminalSize.UNKNOWN, false))) {
            return screen.toEnd();
        }
    }

    /** What a command writes that runs in the attacker's lab as its shells do. */
    String shell(String command) {
        return shell(mallory(), command);
    }

    String shell(LabHost lab, String command) {
        return LabShell.run(server(), lab, command);
    }

    /** The probe's lines by their names. */
    static Map<String, String> parse(String text) {
        Map<String, String> result = new TreeMap<>();
        text.lines()
                .map(line -> line.strip().split(" ", -1))
                .filter(words -> words.length == 2)
                .forEach(words -> result.put(words[0], words[1]));
        return result;
    }
}
