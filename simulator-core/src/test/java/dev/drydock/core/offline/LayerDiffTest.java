package dev.drydock.core.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerDiffTest {
    private static final Instant LATEST = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path directory;

    /** Writes a root file system. */
    private interface Content {
        void write(TestRoot root) throws IOException;
    }

    private Path tar(String name, Content content) throws IOException {
        Path file = directory.resolve(name);
        try (TestRoot root = TestRoot.to(file)) {
            content.write(root);
        }
        return file;
    }

    private byte[] diff(Content below, Content above) throws IOException {
        try (RootTar lower = RootTar.open(tar("below", below));
                RootTar upper = RootTar.open(tar("above", above))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new LayerDiff(lower, upper, LATEST).writeTo(out);
            return out.toByteArray();
        }
    }

    private static List<String> lines(byte[] layer) throws IOException {
        List<String> lines = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                String kind = entry.isLink() ? "=" : entry.isSymbolicLink() ? ">" : "";
                lines.add(Integer.toOctalString(entry.getMode()) + " " + entry.getLongUserId() + " " + entry.getName()
                        + kind + entry.getLinkName() + (content.isEmpty() ? "" : " " + content));
            }
        }
        return lines;
    }

    @Test
    void whatIsTheSameIsNotInTheLayer() throws IOException {
        Content same = root -> root.directory("etc", 0755).file("etc/a", "1").link("bin", "usr/bin");

        assertThat(lines(diff(same, same))).isEmpty();
    }

    @Test
    void timesAloneMakeNoDifference() throws IOException {
        byte[] layer = diff(
                root -> root.file("a", "1"),
                root -> root.at(LATEST.plusSeconds(9)).file("a", "1"));

        assertThat(lines(layer)).isEmpty();
    }

    @Test
    void whatIsNewOrDiffersComesWithAllDirectoriesAboveIt() throws IOException {
        byte[] layer = diff(
                root -> root.directory("root", 0700)
                        .directory("etc", 0755)
                        .file("etc/a", "1")
                        .file("etc/b", "1"),
                root -> root.directory("etc", 0755)
                        .file("etc/b", "1", 0600, 7)
                        .file("etc/a", "2")
                        .directory("root", 0700)
                        .directory("root/new", 01777)
                        .file("root/new/日本", "3")
                        .link("root/link", "/etc/a"));

        assertThat(lines(layer))
                .containsExactly(
                        "755 0 etc/",
                        "644 0 etc/a 2",
                        "600 7 etc/b 1",
                        "700 0 root/",
                        "777 0 root/link>/etc/a",
                        "1777 0 root/new/",
                        "644 0 root/new/日本 3");
    }

    @Test
    void whatIsGoneLeavesOneWhiteout() throws IOException {
        byte[] layer = diff(
                root -> root.directory("var", 0755)
                        .directory("var/log", 0755)
                        .file("var/log/a", "1")
                        .file("top", "1")
                        .directory("etc", 0755)
                        .file("etc/x", "1"),
                root -> root.directory("var", 0755).file("etc", "a file now"));

        assertThat(lines(layer))
                .containsExactly("644 0 etc a file now", "644 0 .wh.top", "755 0 var/", "644 0 var/.wh.log");
    }

    @Test
    void ofHardLinksTheFirstIsTheFile() throws IOException {
        byte[] layer = diff(
                root -> root.file("a", "old"),
                root -> root.file("z", "new").hardLink("a", "z").hardLink("m", "./z"));

        assertThat(lines(layer)).containsExactly("644 0 a new", "644 0 m=a", "644 0 z=a");
    }

    @Test
    void aFileThatOnlyBecameALinkOfItsEqualStays() throws IOException {
        byte[] layer = diff(
                root -> root.file("a", "1").file("b", "1"),
                root -> root.file("a", "1").hardLink("b", "a").hardLink("c", "a"));

        assertThat(lines(layer)).containsExactly("644 0 c 1");
    }

    @Test
    void noTimeIsAfterTheLatest() throws IOException {
        byte[] layer = diff(
                root -> {},
                root -> root.at(LATEST.minusSeconds(5))
                        .file("early", "")
                        .at(LATEST.plusSeconds(5))
                        .file("late", ""));
        List<Instant> times = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                times.add(entry.getLastModifiedTime().toInstant());
            }
        }

        assertThat(times).containsExactly(LATEST.minusSeconds(5), LATEST);
    }

    @Test
    void theOrderOfTheArchiveAndLateTimesDoNotMatter() throws IOException {
        byte[] one = diff(
                root -> root.file("a", "1"),
                root -> root.at(LATEST.plusSeconds(1))
                        .directory("d", 0755)
                        .file("d/x", "1")
                        .file("b", "2"));
        byte[] other = diff(
                root -> root.file("a", "1"),
                root -> root.at(LATEST.plusSeconds(99))
                        .file("./b", "2")
                        .directory("./d", 0755)
                        .file("./d/x", "1"));

        assertThat(one).isEqualTo(other);
    }

    @Test
    void devicesAreLeftOut() throws IOException {
        assertThat(lines(diff(root -> {}, root -> root.device("dev/null")))).isEmpty();
    }

    @Test
    void aLinkToNothingIsRefused() {
        assertThatThrownBy(() -> diff(root -> {}, root -> root.hardLink("a", "b")))
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("links a to b");
    }
}
