package dev.drydock.sandbox.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.libc.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class OverlayMountIT {
    @TempDir
    private Path directory;

    @Test
    void thisKernelsMethodJoinsLayers() throws IOException {
        joinsLayers(OverlayMethod.current());
    }

    /** New kernels can do it the old way, too. */
    @Test
    void attachedLayersAreSeenByNobodyElse() throws IOException {
        String before = Files.readString(Path.of("/proc/self/mountinfo"));

        joinsLayers(OverlayMethod.ATTACHED);

        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(before);
        assertThat(PrivateMounts.run(OverlayMountIT::mounts)).noneMatch(line -> line.contains("/sys/kernel/"));
    }

    private void joinsLayers(OverlayMethod method) throws IOException {
        for (String name : List.of("upper", "work")) {
            Files.createDirectory(directory.resolve(name));
        }
        for (String name : List.of("top", "bottom")) {
            Files.writeString(Files.createDirectory(directory.resolve(name)).resolve("file"), name);
        }
        Files.writeString(directory.resolve("bottom/other"), "other");
        try (TestUserNamespace lab = new TestUserNamespace();
                UserNamespace namespace = lab.open();
                IdmappedView view = IdmappedView.of(Mounts.idmapped(directory, namespace), method);
                Descriptors opened = new Descriptors()) {
            List<Descriptor> lower = List.of(opened.add(view.directory("top")), opened.add(view.directory("bottom")));
            Descriptor upper = opened.add(view.directory("upper"));
            Descriptor work = opened.add(view.directory("work"));
            Descriptor mount = opened.add(new OverlayMount(lower, upper, work).mount(namespace, method));

            Path root = Path.of("/proc/self/fd/" + mount.number());
            assertThat(root.resolve("file")).hasContent("top");
            assertThat(root.resolve("other")).hasContent("other");
            assertThat(Files.getAttribute(root.resolve("file"), "unix:uid")).isEqualTo(TestUserNamespace.BASE);
            Libc.fchmodat(mount.number(), Libc.cString("file"), 0600);
            assertThat(directory.resolve("upper/file")).hasContent("top");
        }
    }

    private static List<String> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/mountinfo"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
