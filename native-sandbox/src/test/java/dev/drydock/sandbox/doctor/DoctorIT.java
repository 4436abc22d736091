package dev.drydock.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class DoctorIT {
    @TempDir
    Path directory;

    @Test
    void amachineOnWhichTheTestsRunHasWhatLabsNeed() {
        List<Probe> probes = new Doctor(directory.resolve("not/there/yet")).examine();

        assertThat(probes)
                .filteredOn(probe -> List.of(
                                "root",
                                "namespaces",
                                "idmapped mounts",
                                "overlay",
                                "docker client",
                                "busybox",
                                "lab disks")
                        .contains(probe.name()))
                .hasSize(7)
                .allSatisfy(
                        probe -> assertThat(probe.level()).as(probe.sentence()).isEqualTo(Probe.Level.OK));
        assertThat(probes).extracting(Probe::name).contains("cgroups", "nftables", "disk", "memory");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileSystemWithoutIdMapsIsNamed() throws IOException {
        // proc can hold no directory of ours: the trial fails there as it would on a file system that is read-only.
        assertThat(new Doctor(Path.of("/proc/nowhere")).examine())
                .filteredOn(probe -> probe.level() == Probe.Level.MISSING)
                .isNotEmpty();
    }
}
