package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostProgramTest {
    @Test
    void aStaticProgramNeedsNothing() {
        assertThat(HostProgram.libraries("\tnot a dynamic executable\n")).isEmpty();
        assertThat(HostProgram.libraries("\tstatically linked\n")).isEmpty();
    }

    @Test
    void aDynamicProgramNeedsItsLibrariesAndItsLoader() {
        String ldd = """
                \tlinux-vdso.so.1 (0x00007ffd0d9f2000)
                \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2d8a000000)
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f2d8a3d5000)
                """;

        assertThat(HostProgram.libraries(ldd))
                .containsExactly(Path.of("/lib/x86_64-linux-gnu/libc.so.6"), Path.of("/lib64/ld-linux-x86-64.so.2"));
    }
}
