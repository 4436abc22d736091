package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.labhost.NoRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxMachineRoomTest {
    @TempDir
    private Path directory;

    private LinuxMachineRoom room(long total, long available) throws IOException {
        Path memory = Files.writeString(
                directory.resolve("meminfo"),
                "MemTotal:       " + total + " kB\nMemFree:        1 kB\nMemAvailable:   " + available + " kB\n");
        return new LinuxMachineRoom(directory.resolve("not/there/yet"), memory);
    }

    @Test
    void enoughIsEnough() throws IOException {
        LinuxMachineRoom room = room(8 << 20, 256 << 10);

        assertThatCode(room::require).doesNotThrowAnyException();
        assertThat(room.sentence()).contains("256 MB of memory and ").contains("no lab host starts below 256 and ");
    }

    @Test
    void littleMemoryIsTold() throws IOException {
        LinuxMachineRoom room = room(8 << 20, (256 << 10) - 1);

        assertThatThrownBy(room::require)
                .hasMessage(
                        "The server's machine has only 255 MB of memory left: it starts no more lab hosts below 256 MB")
                .isInstanceOfSatisfying(
                        NoRoom.class, full -> assertThat(full.reason()).isEqualTo(NoRoom.Reason.MEMORY));
    }

    @Test
    void aSmallMachineKeepsATwentieth() throws IOException {
        LinuxMachineRoom room = room(1 << 20, 53 << 10);
        assertThatCode(room::require).doesNotThrowAnyException();

        LinuxMachineRoom less = room(1 << 20, 51 << 10);

        assertThatThrownBy(less::require).hasMessageContaining("below 51 MB");
    }
}
