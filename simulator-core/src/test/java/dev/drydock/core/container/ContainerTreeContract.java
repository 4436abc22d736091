package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** What the files of every container can do, on a root file system of busybox or one that looks like it. */
public abstract class ContainerTreeContract {
    private static final Unpacking PLAIN = new Unpacking(false, Optional.empty());

    protected abstract ContainerRuntime runtime();

    protected abstract WritableLayers layers();

    /** A new container with streams. */
    protected abstract ContainerId created();

    @Test
    void whatWasWrittenIsThere() throws IOException {
        ContainerId id = created();
        try (ContainerTree tree = runtime().files(id)) {
            write(tree, "/", new TestTar().directory("srv", 0750).file("srv/你好", "hello", 04640, 7, 8));

            FileStat file = tree.stat("/srv/你好").orElseThrow();
            assertThat(file).isEqualTo(new FileStat(FileType.REGULAR, 04640, 7, 8, 5, TestTar.TIME));
            assertThat(tree.stat("/srv").orElseThrow().permissions()).isEqualTo(0750);
            assertThat(tree.stat("/srv").orElseThrow().modified()).isEqualTo(TestTar.TIME);
            assertThat(tree.head("/srv/你好", 4))
                    .hasValueSatisfying(head -> assertThat(head).hasSize(4));
            assertThat(read(tree, "/srv", "new"))
                    .containsExactly(Map.entry("new/", "0:0"), Map.entry("new/你好", "7:8 hello"));
        }
        assertThat(layers().changes(id))
                .containsExactly(new Change(ChangeKind.ADDED, "/srv"), new Change(ChangeKind.ADDED, "/srv/你好"));
        assertThat(layers().size(id)).isEqualTo(5);
    }

    @Test
    void linksAreKeptAndNotFollowed() throws IOException {
        try (ContainerTree tree = runtime().files(created())) {
            write(tree, "/", new TestTar().link("old", "/bin/busybox"));

            assertThat(tree.stat("/old").orElseThrow().type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertThat(tree.readLink("/old")).contains("/bin/busybox");
            assertThat(tree.readLink("/bin")).isEmpty();
            assertThat(tree.head("/old", 10)).isEmpty();
            assertThat(tree.stat("/old/x")).isEmpty();
        }
    }

    @Test
    void directoriesAreMadeWithThoseAboveThem() throws IOException {
        ContainerId id = created();
        try (ContainerTree tree = runtime().files(id)) {
            tree.makeDirectory("/srv/new/deeper");

            assertThat(tree.stat("/srv/new/deeper").orElseThrow().permissions()).isEqualTo(0755);
            assertThat(read(tree, "/srv/new", "new"))
                    .containsExactly(Map.entry("new/", "0:0"), Map.entry("new/deeper/", "0:0"));
            write(tree, "/", new TestTar().file("file", "x", 0600, 0, 0));
            assertThatThrownBy(() -> tree.makeDirectory("/file/below"))
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessage("lstat /file/below: not a directory");
        }
        assertThat(layers().changes(id)).contains(new Change(ChangeKind.ADDED, "/srv/new/deeper"));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        try (ContainerTree tree = runtime().files(created())) {
            assertThat(tree.stat("/nope")).isEmpty();
            assertThat(tree.stat("/nope/deeper")).isEmpty();
            assertThat(tree.readLink("/nope")).isEmpty();
            assertThat(tree.head("/nope", 1)).isEmpty();
        }
    }

    @Test
    void everythingCanBeGivenToOneUser() throws IOException {
        try (ContainerTree tree = runtime().files(created())) {
            Unpacking how = new Unpacking(false, Optional.of(new Owner(33, 44)));
            tree.write("/", new TestTar().file("mine", "x", 0600, 1, 2).stream(), how);

            assertThat(read(tree, "/mine", "mine")).containsExactly(Map.entry("mine", "33:44 x"));
        }
    }

    @Test
    void aDirectoryGivesWayToAFileUnlessKindsAreKept() throws IOException {
        try (ContainerTree tree = runtime().files(created())) {
            write(
                    tree,
                    "/",
                    new TestTar()
                            .directory("a", 0755)
                            .file("a/in", "x", 0644, 0, 0)
                            .file("b", "", 0644, 0, 0));
            Unpacking keeping = new Unpacking(true, Optional.empty());

            assertThatThrownBy(() -> tree.write("/", new TestTar().file("a", "y", 0644, 0, 0).stream(), keeping))
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessageEndingWith("cannot overwrite directory \"/a\" with non-directory \"/\"");
            assertThatThrownBy(() -> tree.write("/", new TestTar().directory("b", 0755).stream(), keeping))
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessageEndingWith("cannot overwrite non-directory \"/b\" with directory \"/\"");
            write(tree, "/", new TestTar().file("a", "y", 0644, 0, 0).directory("b", 0755));

            assertThat(tree.stat("/a").orElseThrow().type()).isEqualTo(FileType.REGULAR);
            assertThat(tree.stat("/b").orElseThrow().type()).isEqualTo(FileType.DIRECTORY);
        }
    }

    @Test
    void namesThatLeadOutAreRefused() {
        try (ContainerTree tree = runtime().files(created())) {
            assertThatThrownBy(() -> write(tree, "/bin", new TestTar().file("../../x", "evil", 0644, 0, 0)))
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessage("Error processing tar file(exit status 1): \"../../x\" is outside of \"/bin\"");
            assertThat(tree.stat("/x")).isEmpty();
        }
    }

    @Test
    void whatIsNoTarIsRefused() {
        try (ContainerTree tree = runtime().files(created())) {
            byte[] garbage = "garbage ".repeat(300).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> tree.write("/", new ByteArrayInputStream(garbage), PLAIN))
                    .isInstanceOf(EngineException.SystemFailure.class)
                    .hasMessage("Error processing tar file(exit status 1): archive/tar: invalid tar header");
        }
    }

    @Test
    void theWholeTreeIsExported() throws IOException {
        ContainerId id = created();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ContainerTree tree = runtime().files(id)) {
            write(tree, "/", new TestTar().file("added", "x", 0644, 5, 6));
            tree.export(out);
        }

        Map<String, String> entries = entries(out.toByteArray());
        assertThat(entries).containsEntry("added", "5:6 x").containsEntry("bin/", "0:0");
        assertThat(entries.keySet()).contains("bin/busybox").noneMatch(name -> name.startsWith("/"));
    }

    @Test
    void changesBecomeALayer() throws IOException {
        ContainerId id = created();
        try (ContainerTree tree = runtime().files(id)) {
            write(tree, "/", new TestTar().file("bin", "no more", 0644, 0, 0).file("srv/x", "x", 0600, 5, 6));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        layers().archive(id, out);

        assertThat(entries(out.toByteArray()))
                .containsEntry("bin", "0:0 no more")
                .containsEntry("srv/", "0:0")
                .containsEntry("srv/x", "5:6 x")
                .doesNotContainKey("bin/busybox");
    }

    private static void write(ContainerTree tree, String directory, TestTar tar) throws IOException {
        tree.write(directory, tar.stream(), PLAIN);
    }

    private static Map<String, String> read(ContainerTree tree, String path, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tree.read(path, name, out);
        return entries(out.toByteArray());
    }

    /** {@code uid:gid content} by name. */
    private static Map<String, String> entries(byte[] bytes) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String text = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                entries.put(
                        entry.getName(), (entry.getLongUserId() + ":" + entry.getLongGroupId() + " " + text).strip());
            }
        }
        return entries;
    }
}
