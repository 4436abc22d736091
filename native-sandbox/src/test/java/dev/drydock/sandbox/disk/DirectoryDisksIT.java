package dev.drydock.sandbox.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class DirectoryDisksIT extends LabDisksContract {
    private final DirectoryDisks disks = new DirectoryDisks();

    @Override
    LabDisks disks() {
        return disks;
    }

    @Test
    void theyHaveNoEnd() {
        assertThat(disks.limits()).isEmpty();
    }

    @Test
    void filesInAnImageAreNotForgotten() throws IOException {
        Files.createFile(lab().resolve("disk.img"));

        assertThatThrownBy(() -> disks.open(lab()))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("alice")
                .hasMessageContaining("disk.img");
    }
}
