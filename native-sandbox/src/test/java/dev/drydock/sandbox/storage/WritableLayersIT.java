package dev.drydock.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.container.WritableLayersContract;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.core.layer.Layer;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.TestUserNamespace;
import dev.drydock.sandbox.linux.UserNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process would do in the mounted root is done through the descriptor of the detached mount. */
@Tag("kernel")
class WritableLayersIT extends WritableLayersContract {
    private static final ContainerId CONTAINER = new ContainerId("ab".repeat(32));

    @TempDir
    Path directory;

    private TestUserNamespace lab;
    private LinuxLayerStore store;
    private LinuxWritableLayers writable;
    private LabMounts mounts;
    private Path labDirectory;

    @BeforeEach
    void openLab() throws IOException {
        lab = new TestUserNamespace();
        store = LinuxLayerStore.open(directory.resolve("layers"));
        labDirectory = Files.createDirectories(directory.resolve("lab"));
        writable = new LinuxWritableLayers(directory.resolve("parents"), labDirectory, store);
        UserNamespace namespace = lab.open();
        mounts = LabMounts.open(
                store,
                labDirectory,
                new LabMounts.Namespaces(
                        namespace, HostMounts.of(ProcessHandle.current().pid())),
                Mounts.idmapped(labDirectory, namespace));
    }

    @AfterEach
    void closeLab() {
        mounts.close();
        lab.close();
    }

    @Override
    protected WritableLayers layers() {
        return writable;
    }

    @Override
    protected ChainId root() {
        try {
            return image();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesOfALayerBelongToTheLabsUsersAndAreWritable() throws IOException {
        writable.create(CONTAINER, Optional.of(image()));
        try (Descriptor root = mounts.containerRoot(writable, CONTAINER)) {
            Path inside = inside(root);

            assertThat(Files.getAttribute(inside.resolve("etc/passwd"), "unix:uid"))
                    .isEqualTo(TestUserNamespace.BASE);
            assertThat(Files.getAttribute(inside.resolve("home/me"), "unix:uid"))
                    .isEqualTo(TestUserNamespace.BASE + 1000);
            Files.writeString(inside.resolve("etc/passwd"), "changed");
        }

        Path upper =
                labDirectory.resolve(LinuxWritableLayers.relative(CONTAINER)).resolve("upper/etc/passwd");
        assertThat(upper).hasContent("changed");
        assertThat(Files.getAttribute(upper, "unix:uid")).as("0-based on disk").isEqualTo(0);
    }

    @Test
    void aNewContainerHasNoChanges() throws IOException {
        writable.create(CONTAINER, Optional.of(image()));
        try (Descriptor root = mounts.containerRoot(writable, CONTAINER)) {
            assertThat(inside(root).resolve("dev/console")).exists();
        }

        assertThat(writable.list()).containsExactly(CONTAINER);
        assertThat(writable.changes(CONTAINER)).isEmpty();
        assertThat(writable.size(CONTAINER)).isZero();
    }

    @Test
    void changesFollowDockersRules() throws IOException {
        writable.create(CONTAINER, Optional.of(image()));
        try (Descriptor root = mounts.containerRoot(writable, CONTAINER)) {
            asRootOfTheLab(() -> change(inside(root)));
        }

        assertThat(writable.changes(CONTAINER))
                .containsExactly(
                        new Change(ChangeKind.MODIFIED, "/etc"),
                        new Change(ChangeKind.DELETED, "/etc/group"),
                        new Change(ChangeKind.MODIFIED, "/etc/passwd"),
                        new Change(ChangeKind.MODIFIED, "/opt"),
                        new Change(ChangeKind.ADDED, "/opt/link"),
                        new Change(ChangeKind.ADDED, "/opt/new"),
                        new Change(ChangeKind.DELETED, "/opt/old"),
                        new Change(ChangeKind.ADDED, "/srv"),
                        new Change(ChangeKind.ADDED, "/srv/www"),
                        new Change(ChangeKind.ADDED, "/srv/www/index.html"));
        assertThat(writable.size(CONTAINER)).isEqualTo("changed".length() + "hello".length() + 1L + "new".length());
    }

    @Test
    void aContainerWithoutAnImageIsEmptyButForMountPoints() throws IOException {
        writable.create(CONTAINER, Optional.empty());
        try (Descriptor root = mounts.containerRoot(writable, CONTAINER)) {
            assertThat(inside(root).resolve("etc/hosts")).exists();
            assertThat(inside(root).resolve("bin")).doesNotExist();
        }
    }

    @Test
    void treesDeeperThanAnyPathCanBeRemoved() throws IOException {
        writable.create(CONTAINER, Optional.empty());
        Path upper =
                labDirectory.resolve(LinuxWritableLayers.relative(CONTAINER)).resolve("upper");
        Path nest = Files.createDirectory(directory.resolve("nest"));
        for (int depth = 0; depth < 3000; depth++) {
            Path around = Files.createDirectory(directory.resolve("around"));
            Files.move(nest, around.resolve("nest"));
            nest = Files.move(around, directory.resolve("nest"));
        }
        Files.move(nest, upper.resolve("nest"));

        writable.remove(CONTAINER);

        assertThat(upper).doesNotExist();
        assertThat(writable.list()).isEmpty();
        assertThat(labDirectory.resolve("trash")).isEmptyDirectory();
    }

    private static void change(Path inside) throws IOException {
        Files.writeString(inside.resolve("etc/passwd"), "changed");
        Files.delete(inside.resolve("etc/group"));
        Files.createDirectories(inside.resolve("srv/www"));
        Files.writeString(inside.resolve("srv/www/index.html"), "hello");
        Files.delete(inside.resolve("opt/old"));
        Files.delete(inside.resolve("opt"));
        Files.createDirectory(inside.resolve("opt"));
        Files.writeString(inside.resolve("opt/new"), "x");
        Files.createSymbolicLink(inside.resolve("opt/link"), Path.of("new"));
    }

    /** Only users whom the id map knows can make files. */
    private static void asRootOfTheLab(Action action) {
        BlockingCalls.run(() -> {
            Libc.setfsgid(TestUserNamespace.BASE);
            Libc.setfsuid(TestUserNamespace.BASE);
            try {
                action.run();
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Libc.setfsuid(0);
                Libc.setfsgid(0);
            }
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    private ChainId image() throws IOException {
        Tar tar = new Tar()
                .file("etc/passwd", "root")
                .file("etc/group", "root")
                .file("opt/old", "x")
                .file("home/me", "x", 0644, 1000);
        Layer layer = store.add(Optional.empty(), tar.diffId(), tar.stream());
        return layer.id();
    }

    private static Path inside(Descriptor root) {
        return Path.of("/proc/self/fd/" + root.number());
    }
}
