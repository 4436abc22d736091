package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.disk.LoopDisks;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disks of lab hosts promise more than the machine has: its own disk, here a small one, can be full. */
@Tag("kernel")
@Tag("hostile")
class FullMachineIT {
    private static final LabId LAB = new LabId("lab");
    private static final DiskLimits MACHINE = new DiskLimits(96L << 20, 4096);
    private static final DiskLimits PROMISED = new DiskLimits(256L << 20, 4096);

    @TempDir
    Path directory;

    @Test
    void r15AFullMachineRefusesAndRecovers() throws IOException {
        Files.createDirectories(directory.resolve("machine"));
        try (LabDisk machine = LoopDisks.open(directory, MACHINE).open(directory.resolve("machine"))) {
            // By the number of this process, for those that it starts.
            Path disk = Path.of(machine.root()
                    .toString()
                    .replace("/self/", "/" + ProcessHandle.current().pid() + "/"));
            Path data = Files.createDirectory(disk.resolve("data"));
            try (TestServer server = TestServer.start(
                    data, TestServer.Setup.DEFAULT.withDisks(place -> LoopDisks.open(place, PROMISED)))) {
                LabHost lab = server.hosts().start(LAB);
                Container early = Runs.detached(lab, "sh", "-c", "echo early; sleep 1000");
                Path filler = fill(disk.resolve("filler"));

                assertRefuses(lab, early);
                Files.delete(filler);
                assertRecovers(server, early);
            }
        }
    }

    private static Path fill(Path file) throws IOException {
        assertThatThrownBy(() -> {
                    try (OutputStream output = Files.newOutputStream(file)) {
                        while (true) {
                            output.write(new byte[4096]);
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        return file;
    }

    /** What only looks goes on; what must be kept is refused, and nothing half is left. */
    private static void assertRefuses(LabHost lab, Container early) {
        assertThat(Runs.state(lab, early)).isEqualTo(early.state());
        assertThat(Runs.logs(lab, early)).isEqualTo("early\n");
        assertThatThrownBy(() -> lab.engine()
                        .containers()
                        .create(Optional.empty(), Runs.config("busybox", "true"), HostConfig.DEFAULT))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("No space left on device");
        assertThat(lab.engine().containers().list(ContainerFilter.ALL)).hasSize(1);
    }

    private static void assertRecovers(TestServer server, Container early) {
        server.killAndRestart();
        LabHost lab = server.hosts().find(LAB).orElseThrow();
        assertThat(Runs.state(lab, early)).isInstanceOf(ContainerState.Running.class);
        assertThat(Runs.output(lab, HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");

        server.hosts().stop(LAB);
        LabHost again = server.hosts().start(LAB);
        assertThat(Runs.logs(again, early)).isEqualTo("early\n");
        assertThat(Runs.output(again, HostConfig.DEFAULT, "echo", "works")).isEqualTo("works\n");
    }
}
