package dev.drydock.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.layer.LayerStoreContract;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.FileNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class LinuxLayerStoreIT extends LayerStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    Path directory;

    private LinuxLayerStore store;

    @BeforeEach
    void openStore() {
        store = LinuxLayerStore.open(directory.resolve("layers"));
    }

    @Override
    protected LayerStore store() {
        return store;
    }

    @Test
    void aLayerLargerThanAllowedIsGivenUpAndForgotten() throws IOException {
        Tar tar = new Tar().file("one", "x".repeat(3000)).file("two", "x".repeat(3000));

        assertGivenUp(tar, limits(5000, 100), "larger than the 5000 bytes");
        LinuxLayerStore larger = LinuxLayerStore.open(directory.resolve("larger"), limits(20_000, 2), CLOCK);
        assertThat(larger.add(Optional.empty(), tar.diffId(), tar.stream()).size())
                .isEqualTo(6000);
    }

    @Test
    void aLayerOfTooManyFilesIsGivenUpAndForgotten() throws IOException {
        assertGivenUp(
                new Tar().file("one", "x").file("two", "x").file("three", "x"), limits(1 << 20, 2), "more than the 2");
        // Directories that no entry names count, too.
        assertGivenUp(
                new Tar().file("a/b/c/d/e/f/g/file", "x").file("last", "x"), limits(1 << 20, 5), "more than the 5");
    }

    /** Each look at this clock finds a second more: an archive that comes in small pieces takes long. */
    @Test
    void aLayerThatTakesTooLongIsGivenUpAndForgotten() throws IOException {
        Tar tar = new Tar().file("one", "x".repeat(3000)).file("two", "x".repeat(3000));
        AtomicLong seconds = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochSecond(seconds.incrementAndGet());

        assertGivenUp(
                tar, new LayerLimits(1 << 20, 100, Duration.ofSeconds(1)), clock, "not unpacked within 1 seconds");
    }

    private static LayerLimits limits(long bytes, long entries) {
        return new LayerLimits(bytes, entries, Duration.ofHours(1));
    }

    private void assertGivenUp(Tar tar, LayerLimits limits, String sentence) throws IOException {
        assertGivenUp(tar, limits, CLOCK, sentence);
    }

    private void assertGivenUp(Tar tar, LayerLimits limits, InstantSource clock, String sentence) throws IOException {
        Path root = directory.resolve("bounded");
        LinuxLayerStore bounded = LinuxLayerStore.open(root, limits, clock);

        assertThatThrownBy(() -> bounded.add(Optional.empty(), tar.diffId(), tar.stream()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining(sentence);
        assertThat(root.resolve("incoming")).isEmptyDirectory();
        assertThat(root.resolve("trash")).isEmptyDirectory();
        assertThat(bounded.find(ChainId.of(tar.diffId()))).isEmpty();
    }

    @Test
    void filesKeepTheirAttributes() throws IOException {
        Path content =
                add(new Tar().directory("bin").file("bin/su", "x", 04755, 1234).hardLink("bin/sudo", "/bin/su"));

        FileStatus attributes = status(content, "bin/su");
        assertThat(attributes.mode()).isEqualTo(Libc.S_IFREG | 04755);
        assertThat(attributes.uid()).isEqualTo(1234);
        assertThat(attributes.gid()).isEqualTo(1234);
        assertThat(modified(attributes)).hasToString(Tar.TIME.toString());
        assertThat(modified(status(content, "bin"))).hasToString(Tar.TIME.toString());
        assertThat(Files.isSameFile(content.resolve("bin/su"), content.resolve("bin/sudo")))
                .isTrue();
    }

    @Test
    void aSymbolicLinkHasATimeOfItsOwn() throws IOException {
        Path content = add(new Tar().symbolicLink("link", "nowhere"));

        assertThat(Files.readSymbolicLink(content.resolve("link"))).hasToString("nowhere");
        assertThat(modified(status(content, "link"))).hasToString(Tar.TIME.toString());
    }

    @Test
    void namesOfEveryScriptSurviveInEveryLocale() throws IOException {
        Path content = add(new Tar().file("usr/Főtanúsítvány.crt", "x").file("你好", "y"));

        try (Stream<Path> names = Files.list(content)) {
            assertThat(names.map(FileNames::lastName)).containsExactlyInAnyOrder("usr", "你好");
        }
    }

    @Test
    void whiteoutsBecomeThoseOfOverlayfs() throws IOException {
        Path content = add(new Tar().directory("etc").file("etc/.wh.passwd", "").file("opt/.wh..wh..opq", ""));

        assertThat(OverlayMarks.isWhiteout(status(content, "etc/passwd"))).isTrue();
        assertThat(isOpaque(content, "opt")).isTrue();
        assertThat(isOpaque(content, "etc")).isFalse();
    }

    @Test
    void aDirectoryThatReplacesADeletedOneIsOpaque() throws IOException {
        Path first = add(new Tar().file(".wh.data", "").directory("data").file("data/new", "x"));
        Path second = add(new Tar().directory("data").file("data/new", "x").file(".wh.data", ""));

        assertThat(isOpaque(first, "data")).isTrue();
        assertThat(isOpaque(second, "data")).isTrue();
        assertThat(second.resolve("data/new")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "../../../../tmp/x"})
    void namesThatLeadOutAreRefused(String name) {
        Tar tar = new Tar().file(name, "evil");

        assertThatThrownBy(() -> store.add(Optional.empty(), tar.diffId(), tar.stream()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("outside of the layer");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "..", "../../../../..", "/proc/self/root"})
    void linksOnTheWayDoNotLeadOut(String target) throws IOException {
        Path content = add(new Tar()
                .directory("tmp")
                .directory("proc/self/root")
                .symbolicLink("way", target)
                .file("way/found-by-drydock-test", "x"));

        assertThat(Path.of("/found-by-drydock-test")).doesNotExist();
        try (Stream<Path> all = Files.walk(content)) {
            assertThat(all.filter(path -> path.endsWith("found-by-drydock-test")))
                    .hasSize(1);
        }
    }

    @Test
    void aHardLinkReachesOnlyItsOwnLayer() {
        Tar tar = new Tar().hardLink("stolen", "/etc/passwd");

        assertThatThrownBy(() -> store.add(Optional.empty(), tar.diffId(), tar.stream()))
                .isInstanceOf(InvalidParameter.class);
        assertNothingIsLeft();
    }

    @Test
    void aParentMayBeALinkInTheSameLayer() throws IOException {
        Path content =
                add(new Tar().directory("run").symbolicLink("var/run", "/run").file("var/run/pid", "1"));

        assertThat(content.resolve("run/pid")).hasContent("1");
    }

    @Test
    void laterEntriesReplaceEarlierOnes() throws IOException {
        Path content = add(new Tar()
                .file("a", "file")
                .directory("a")
                .file("a/deep/er", "x")
                .file("b/c/d", "x")
                .file("b", "now a file")
                .symbolicLink("l", "/etc")
                .file("l", "now a file"));

        assertThat(content.resolve("a/deep/er")).exists();
        assertThat(content.resolve("b")).hasContent("now a file");
        assertThat(Files.isSymbolicLink(content.resolve("l"))).isFalse();
    }

    @Test
    void devicesAreLeftOutAndFifosAreNot() throws IOException {
        Path content = add(new Tar()
                .node("dev/sda", TarConstants.LF_BLK)
                .node("dev/mem", TarConstants.LF_CHR)
                .node("dev/fifo", TarConstants.LF_FIFO));

        try (Stream<Path> names = Files.list(content.resolve("dev"))) {
            assertThat(names.map(FileNames::lastName)).containsExactly("fifo");
        }
    }

    @Test
    void attributesThatMeanSomethingToOverlayfsAreLeftOut() throws IOException {
        Path content = add(new Tar()
                .attribute("a", "user.comment", "hello")
                .attribute("b", "trusted.overlay.redirect", "/etc")
                .attribute("c", "user.overlay.opaque", "y"));

        assertThat(attribute(content, "a", "user.comment")).contains("hello");
        assertThat(attribute(content, "b", "trusted.overlay.redirect")).isEmpty();
        assertThat(attribute(content, "c", "user.overlay.opaque")).isEmpty();
    }

    private static FileStatus status(Path content, String path) {
        return reading(content, path, TreeReader.Opened::status);
    }

    private static boolean isOpaque(Path content, String path) {
        return reading(content, path, TreeReader.Opened::isOpaque);
    }

    private static Optional<String> attribute(Path content, String path, String name) {
        return reading(
                content, path, file -> file.attribute(name).map(value -> new String(value, StandardCharsets.UTF_8)));
    }

    private static Instant modified(FileStatus status) {
        return Instant.ofEpochSecond(status.seconds(), status.nanoseconds());
    }

    private static <T> T reading(Path content, String path, Function<TreeReader.Opened, T> reading) {
        try (Descriptor root = Descriptor.open(content, Libc.O_PATH | Libc.O_DIRECTORY);
                TreeReader.Opened opened = new TreeReader(root).open(path).orElseThrow()) {
            return reading.apply(opened);
        }
    }

    @Test
    void aLayerOfAnotherDigestIsRefused() {
        Tar tar = new Tar().file("a", "x");
        DiffId other = new DiffId(Digest.ofBytes(new byte[] {1}));

        assertThatThrownBy(() -> store.add(Optional.empty(), other, tar.stream()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("has the digest");
        assertNothingIsLeft();
    }

    @Test
    void aTruncatedTarIsRefused() {
        byte[] whole = new Tar().file("a", "x".repeat(5000)).bytes();
        byte[] half = Arrays.copyOf(whole, 2000);

        assertThatThrownBy(() ->
                        store.add(Optional.empty(), new DiffId(Digest.ofBytes(half)), new ByteArrayInputStream(half)))
                .isInstanceOf(InvalidParameter.class);
        assertNothingIsLeft();
    }

    @Test
    void aBrokenSourceIsNoBrokenTar() {
        InputStream source = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> store.add(Optional.empty(), new DiffId(Digest.ofBytes(new byte[0])), source))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertNothingIsLeft();
    }

    @Test
    void aStoreThatIsOpenedAgainHasItsLayers() throws IOException {
        Tar tar = new Tar().file("a", "four");
        Layer layer = store.add(Optional.empty(), tar.diffId(), tar.stream());

        assertThat(layer.size()).isEqualTo(4);
        assertThat(LinuxLayerStore.open(directory.resolve("layers")).find(layer.id()))
                .contains(layer);
    }

    @Test
    void aStackIsListedFromTheTop() throws IOException {
        Tar below = new Tar().file("a", "1");
        Tar above = new Tar().file("b", "2");
        Layer first = store.add(Optional.empty(), below.diffId(), below.stream());
        Layer second = store.add(Optional.of(first.id()), above.diffId(), above.stream());

        List<Path> stack = store.stack(second.id());

        assertThat(stack).hasSize(2);
        assertThat(stack.getFirst().resolve("b")).exists();
        assertThat(stack.getLast().resolve("a")).exists();
    }

    @Test
    void nothingIsLeftOfARemovedLayer() throws IOException {
        Tar tar = new Tar().file("a/b/c", "x");
        Layer layer = store.add(Optional.empty(), tar.diffId(), tar.stream());

        store.remove(layer.id());
        store.reclaim();

        assertNothingIsLeft();
    }

    private Path add(Tar tar) throws IOException {
        Layer layer = store.add(Optional.empty(), tar.diffId(), tar.stream());
        return store.stack(layer.id()).getFirst();
    }

    private void assertNothingIsLeft() {
        for (String place : List.of("sha256", "incoming", "trash")) {
            Path path = directory.resolve("layers").resolve(place);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                assertThat(path).isEmptyDirectory();
            }
        }
    }
}
