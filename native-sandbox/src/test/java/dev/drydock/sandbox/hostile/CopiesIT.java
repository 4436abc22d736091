package dev.drydock.sandbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFiles;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.PathStat;
import dev.drydock.core.container.Security;
import dev.drydock.core.container.TestTar;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.Change;
import dev.drydock.sandbox.labhost.Runs;
import dev.drydock.sandbox.labhost.Screen;
import dev.drydock.sandbox.labhost.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are copied into containers to lead the server out of them, and containers that move under its hands. */
@Tag("kernel")
@Tag("hostile")
class CopiesIT {
    @RegisterExtension
    static final HostileLabs LABS = new HostileLabs(TestServer.Setup.DEFAULT);

    private Container running;

    @BeforeEach
    void start() {
        running = Runs.detached(LABS.mallory(), "sleep", "1000");
    }

    @AfterEach
    void remove() {
        LABS.mallory().engine().containers().remove(id(), true);
    }

    private String id() {
        return running.id().value();
    }

    private static ContainerFiles files() {
        return LABS.mallory().engine().containers().files();
    }

    private void copy(String directory, TestTar tar) throws IOException {
        files().write(id(), directory, tar.stream(), false, false);
    }

    private Optional<FileType> type(String path) {
        try {
            return Optional.of(files().stat(id(), path).file().type());
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /** What is read of a path, by the names of the entries. */
    private SortedMap<String, String> read(String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files().read(id(), path, _ -> out);
        return entries(out.toByteArray());
    }

    private static SortedMap<String, String> entries(byte[] bytes) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private String inside(String script) {
        return LABS.exec(running, "", "sh", "-c", script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "../../x", "a/../../x", "../../../../../../../../../../tmp/x"})
    void f01NamesThatLeadOutOfTheDirectoryAreRefused(String name) {
        assertThatThrownBy(() -> copy("/tmp", new TestTar().file(name, "evil", 0644, 0, 0)))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("is outside of \"/tmp\"");
        assertThat(type("/x")).isEmpty();
    }

    @Test
    void f02AbsoluteNamesCountFromTheDirectory() throws IOException {
        copy("/tmp", new TestTar().file("/etc/passwd", "mine", 0644, 0, 0));

        assertThat(inside("cat /tmp/etc/passwd")).isEqualTo("mine");
        assertThat(inside("cat /etc/passwd")).contains("root");
    }

    @Test
    void f03AFileThroughALinkOfTheArchiveStaysInTheContainer() throws IOException {
        copy("/tmp", new TestTar().link("out", "/").file("out/through-a-link", "x", 0644, 0, 0));

        assertThat(inside("cat /through-a-link")).isEqualTo("x");
        assertThat(Path.of("/through-a-link")).doesNotExist();
    }

    @Test
    void f04AHardLinkReachesOnlyFilesOfTheContainer() {
        assertThatThrownBy(() -> copy("/tmp", new TestTar().hardLink("shadow", "/etc/shadow")))
                .isInstanceOf(SystemFailure.class)
                .hasMessageEndingWith("link /tmp/etc/shadow /tmp/shadow: no such file or directory");
        assertThatThrownBy(() -> copy("/tmp", new TestTar().hardLink("shadow", "../../etc/shadow")))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("invalid hardlink");
    }

    @Test
    void f05ALinkThatLeadsOutByItsLettersIsRefused() {
        assertThatThrownBy(() -> copy("/tmp", new TestTar().link("up", "../../etc")))
                .isInstanceOf(SystemFailure.class)
                .hasMessageEndingWith("invalid symlink \"/tmp/up\" -> \"../../etc\"");
        assertThat(type("/tmp/up")).isEmpty();
    }

    @Test
    void f06ALinkToTheRootLeadsToTheContainersRoot() throws IOException {
        copy("/tmp", new TestTar().link("a", "/").file("a/tmp/x", "contained", 0644, 0, 0));

        assertThat(inside("cat /tmp/x")).isEqualTo("contained");
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh..", ".wh...", ".wh..wh..opq", ".wh.passwd"})
    void f08NamesOfDeletionsAreNamesLikeAnyOther(String name) throws IOException {
        copy("/etc", new TestTar().file(name, "x", 0644, 0, 0));

        assertThat(inside("cat '/etc/" + name + "'")).isEqualTo("x");
        assertThat(inside("cat /etc/passwd")).contains("root");
    }

    @Test
    void f11APathThatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> copy("/tmp", new TestTar().file("d/".repeat(4000) + "x", "", 0644, 0, 0)))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("file name too long");
    }

    /** Deeper than any path that one call takes: a shell gets there step by step. */
    @Test
    void f11ATreeThatIsTooDeepCanBeMeasured() {
        String nest = "mkdir d && cd d || exit; ";
        inside("nest() { mkdir $1; cd $1; i=0; while [ $i -lt 1500 ]; do " + nest + "i=$((i+1)); done; }; "
                + "cd /tmp; (nest below); nest above; mv /tmp/below .");

        assertThat(files().size(id()).writable()).isNotNegative();
        assertThatThrownBy(() -> read("/tmp"))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("file name too long");
    }

    @Test
    void f13SizesThatCannotBeAreRefused() {
        for (int first : new int[] {0xFF, 0xC0}) {
            byte[] tar = new TestTar().file("x", "content", 0644, 0, 0).bytes();
            Arrays.fill(tar, 124, 136, (byte) 0xFF);
            tar[124] = (byte) first;
            checksum(tar);
            assertThatThrownBy(() -> files().write(id(), "/tmp", new ByteArrayInputStream(tar), false, false))
                    .isInstanceOf(SystemFailure.class);
        }
        byte[] huge = new TestTar().file("x", "content", 0644, 0, 0).bytes();
        System.arraycopy("77777777777\0".getBytes(StandardCharsets.US_ASCII), 0, huge, 124, 12);
        checksum(huge);
        assertThatThrownBy(() -> files().write(id(), "/tmp", new ByteArrayInputStream(huge), false, false))
                .isInstanceOf(SystemFailure.class)
                .hasMessageEndingWith("unexpected EOF");
        assertThat(type("/tmp/x")).as("half a file").isEmpty();
    }

    private static void checksum(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += Byte.toUnsignedInt(tar[i]);
        }
        byte[] text = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, tar, 148, text.length);
    }

    @Test
    void f14WhatIsCutOffLeavesNoHalfFile() {
        byte[] tar = new TestTar().file("half", "x".repeat(100_000), 0644, 0, 0).bytes();
        InputStream cut = new ByteArrayInputStream(tar, 0, 50_000);

        assertThatThrownBy(() -> files().write(id(), "/tmp", cut, false, false))
                .isInstanceOf(SystemFailure.class)
                .hasMessageEndingWith("unexpected EOF");
        assertThat(type("/tmp/half")).isEmpty();
    }

    @Test
    void f14AClientThatIsGoneLeavesNoHalfFile() {
        byte[] tar = new TestTar().file("half", "x".repeat(100_000), 0644, 0, 0).bytes();
        InputStream gone = new OneByOne() {
            private int at;

            @Override
            int next() throws IOException {
                if (at == 50_000) {
                    throw new IOException("gone");
                }
                return Byte.toUnsignedInt(tar[at++]);
            }
        };

        assertThatThrownBy(() -> files().write(id(), "/tmp", gone, false, false))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(type("/tmp/half")).isEmpty();
    }

    @Test
    void f15ABombFillsTheLabsDiskAndNothingElse() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] header = new TestTar().file("bomb", "", 0644, 0, 0).bytes();
            System.arraycopy("04000000000\0".getBytes(StandardCharsets.US_ASCII), 0, header, 124, 12);
            checksum(header);
            gzip.write(header, 0, 512);
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 512; megabyte++) {
                gzip.write(zeros);
            }
        }

        assertThatThrownBy(
                        () -> files().write(id(), "/tmp", new ByteArrayInputStream(bomb.toByteArray()), false, false))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("no space left on device");
        assertThat(type("/tmp/bomb")).as("the half file").isEmpty();
        assertThat(inside("echo room >/tmp/after; cat /tmp/after")).isEqualTo("room\n");
    }

    @Test
    void f17DeviceNodesAndMarksOfOverlayfsAreLeftOut() throws IOException {
        copy(
                "/tmp",
                new TestTar()
                        .node("disk", TarConstants.LF_BLK)
                        .node("null", TarConstants.LF_CHR)
                        .attribute("marked", "trusted.overlay.opaque", "y")
                        .attribute("noted", "user.note", "kept")
                        .file("suid", "x", 04755, 0, 0));

        assertThat(type("/tmp/disk")).isEmpty();
        assertThat(type("/tmp/null")).isEmpty();
        assertThat(files().stat(id(), "/tmp/suid").file().permissions()).isEqualTo(04755);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files().read(id(), "/tmp/", _ -> out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .contains("SCHILY.xattr.user.note=kept")
                .doesNotContain("trusted.overlay");
    }

    @Test
    void f18LegalOdditiesWork() throws IOException {
        inside("ln -s /tmp /short");
        copy(
                "/",
                new TestTar()
                        .file("implied/parents/x", "1", 0644, 0, 0)
                        .hardLink("hard", "/implied/parents/x")
                        .file("short/through", "2", 0644, 0, 0)
                        .file("./dotted//name", "3", 0644, 0, 0));

        assertThat(inside("cat /hard /tmp/through /dotted/name")).isEqualTo("123");
    }

    @Test
    void f30NothingIsWrittenToProcOrSys() throws IOException {
        copy("/proc", new TestTar().file("sysrq-trigger", "b", 0644, 0, 0));
        copy("/sys", new TestTar().file("power/state", "mem", 0644, 0, 0));

        assertThatThrownBy(() -> copy("/proc/sys/kernel", new TestTar().file("core_pattern", "x", 0644, 0, 0)))
                .isInstanceOf(NotFound.class)
                .hasMessage("Could not find the file /proc/sys/kernel in container " + id());
        assertThatThrownBy(() -> read("/proc/version")).isInstanceOf(NotFound.class);
    }

    /** With all capabilities a container can mount what it likes, also over its own root. */
    @Test
    void f30ARootThatIsCoveredIsNotWrittenThrough() throws IOException {
        HostConfig privileged = HostConfig.DEFAULT.withSecurity(Security.ofPrivileged());
        Container covered = Runs.start(
                LABS.mallory(),
                Runs.config("busybox", "sh", "-c", "mount -t proc x / && echo covered; sleep 1000"),
                privileged);
        String name = covered.id().value();
        try {
            awaitCovered(covered);
            assertThatThrownBy(() -> files().write(
                                    name,
                                    "/sys/kernel",
                                    new TestTar().file("core_pattern", "x", 0644, 0, 0).stream(),
                                    false,
                                    false))
                    .isInstanceOf(EngineException.class);
        } finally {
            LABS.mallory().engine().containers().remove(name, true);
        }
    }

    private static void awaitCovered(Container container) {
        AttachRequest following = new AttachRequest(true, true, false, false);
        try (Screen screen = new Screen(
                LABS.mallory().engine().containers().logs(container.id().value(), following))) {
            screen.waitFor("covered");
        }
    }

    @Test
    void f30AReadOnlyRootIsRefused() {
        Container readOnly = Runs.start(
                LABS.mallory(),
                Runs.config("busybox", "sleep", "1000"),
                HostConfig.DEFAULT.with(draft -> draft.readOnlyRoot = true));
        String name = readOnly.id().value();
        try {
            InputStream tar = new TestTar().file("x", "", 0644, 0, 0).stream();
            assertThatThrownBy(() -> files().write(name, "/tmp", tar, false, false))
                    .hasMessage("container rootfs is marked read-only");
        } finally {
            LABS.mallory().engine().containers().remove(name, true);
        }
    }

    @Test
    void f30ADirectoryAboveTheRootIsTheRoot() throws IOException {
        copy("/tmp/../../..", new TestTar().file("above", "x", 0644, 0, 0));

        assertThat(inside("cat /above")).isEqualTo("x");
    }

    @Test
    void f30OwnersAreTheLabsAndNeverTheMachines() throws IOException {
        copy("/tmp", new TestTar().file("root", "x", 0644, 0, 0).file("user", "x", 0644, 1000, 1001));

        assertThat(inside("stat -c '%u:%g' /tmp/root /tmp/user")).isEqualTo("0:0\n1000:1001\n");
        assertThatThrownBy(() -> copy("/tmp", new TestTar().file("foreign", "x", 0644, 70_000, 0)))
                .isInstanceOf(SystemFailure.class)
                .hasMessageEndingWith("Container ID 70000 cannot be mapped to a host ID");
    }

    /** A directory of the container turns into a link to one of the machine, again and again, while it is looked at. */
    @Test
    void f30DirectoriesThatTurnIntoLinksShowNothingOfTheMachine() throws IOException {
        Path secrets = Files.createTempDirectory("machine-");
        Path secret = Files.writeString(secrets.resolve("secret"), "of the machine");
        try {
            inside(
                    "mkdir -p /srv/real /srv/dir; ln -s " + secrets + " /srv/link; cd /srv; "
                            + "(while true; do mv dir real/a; mv link dir; mv dir link; mv real/a dir; done) >/dev/null 2>&1 &");
            for (int round = 0; round < 300; round++) {
                assertThat(read("/srv").keySet()).noneMatch(name -> name.endsWith("secret"));
                assertThat(files().changes(id()).stream().map(Change::path)).noneMatch(path -> path.endsWith("secret"));
                try {
                    copy("/srv/dir", new TestTar().file("planted", "x", 0666, 0, 0));
                } catch (EngineException e) {
                    assertThat(e).hasMessageNotContaining("of the machine");
                }
            }
            assertThat(secrets).isDirectoryNotContaining("glob:**/planted");
        } finally {
            Files.delete(secret);
            Files.delete(secrets);
        }
    }

    @Test
    void f32AnExportWhileTheContainerWritesIsAValidTar() throws IOException {
        inside(
                "cd /tmp; (while true; do dd if=/dev/zero of=grow bs=64k count=50; : >grow; mkdir a b; mv a c; rm -r b c; done) "
                        + ">/dev/null 2>&1 &");
        for (int round = 0; round < 20; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            files().export(id(), out);

            assertThat(entries(out.toByteArray())).containsKeys("bin/", "bin/busybox", "etc/passwd", "tmp/");
        }
    }

    @Test
    void aContainerThatIsRemovedMeanwhileEndsTheCopy() throws IOException {
        Container other = Runs.detached(LABS.mallory(), "sleep", "1000");
        String name = other.id().value();
        byte[] tar = new TestTar().file("x", "x".repeat(1 << 20), 0644, 0, 0).bytes();
        InputStream removing = new OneByOne() {
            private int at;

            @Override
            int next() {
                if (at == 1 << 19) {
                    LABS.mallory().engine().containers().remove(name, true);
                }
                return at < tar.length ? Byte.toUnsignedInt(tar[at++]) : -1;
            }
        };

        assertThatThrownBy(() -> files().write(name, "/tmp", removing, false, false))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> files().stat(name, "/")).isInstanceOf(NotFound.class);
    }

    @Test
    void aStoppedContainerCanStartWhileItIsReadFrom() throws IOException {
        LABS.mallory().engine().containers().kill(id(), "KILL");
        Runs.end(LABS.mallory(), running);
        PathStat stat = files().stat(id(), "/bin");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        files().read(id(), "/bin", _ -> {
            LABS.mallory().engine().containers().start(id());
            return out;
        });

        assertThat(stat.file().isDirectory()).isTrue();
        assertThat(entries(out.toByteArray())).containsKey("bin/busybox");
        assertThat(inside("echo alive")).isEqualTo("alive\n");
    }

    /** A client that sends a byte at a time. */
    private abstract static class OneByOne extends InputStream {
        abstract int next() throws IOException;

        @Override
        public int read() throws IOException {
            return next();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int one = next();
            if (one < 0) {
                return -1;
            }
            buffer[offset] = (byte) one;
            return 1;
        }
    }
}
