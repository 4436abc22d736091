package dev.drydock.sandbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenPathsTest {
    @TempDir
    Path processors;

    @Test
    void howWarmProcessorsAreIsHiddenWhereItIsTold() throws IOException {
        Files.createDirectories(processors.resolve("cpu0/thermal_throttle"));
        Files.createDirectories(processors.resolve("cpu1"));
        Files.createDirectories(processors.resolve("cpu17/thermal_throttle"));
        Files.createDirectories(processors.resolve("cpuidle/thermal_throttle"));

        assertThat(HiddenPaths.masked(processors))
                .contains("/proc/interrupts", "/sys/devices/virtual/powercap")
                .filteredOn(path -> path.contains("thermal"))
                .containsExactly(
                        "/sys/devices/system/cpu/cpu0/thermal_throttle",
                        "/sys/devices/system/cpu/cpu17/thermal_throttle");
    }

    @Test
    void aMachineWithoutSuchFilesHasTheRest() {
        assertThat(HiddenPaths.masked(processors.resolve("none")))
                .contains("/proc/kcore")
                .doesNotContain("thermal");
    }
}
