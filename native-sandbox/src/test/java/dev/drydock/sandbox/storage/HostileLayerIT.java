package dev.drydock.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that somebody made to break out, and odd ones that are legal: what other engines' unpackers had to learn. */
@Tag("kernel")
class HostileLayerIT {
    private static final int BLOCK = 512;
    /** Beside the layers: what an entry that breaks out would reach. */
    private static final String VICTIM = "victim";

    /** The way there from a layer that is being unpacked. */
    private static final String UP = "../../../../" + VICTIM;

    @TempDir
    Path directory;

    private LinuxLayerStore store;

    @BeforeEach
    void openStore() throws IOException {
        store = LinuxLayerStore.open(directory.resolve("layers"));
        Files.createDirectories(directory.resolve(VICTIM));
        Files.writeString(directory.resolve(VICTIM).resolve("hello"), "untouched");
    }

    @Test
    void aPathOfFourThousandNamesIsRefused_F11() {
        assertRefused(new Tar().file("d/".repeat(4000) + "file", "x").bytes());
    }

    @Test
    void aPathOfAHundredNamesIsNot_F11() throws IOException {
        Path content = add(new Tar().file("d/".repeat(100) + "file", "deep").bytes());

        assertThat(content.resolve("d/".repeat(100) + "file")).hasContent("deep");
    }

    /** Octal digits, or the base-256 of GNU tar: minus one, and 2^63 - 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0000000001",
                "80000000000000000000ffff",
                "ffffffffffffffffffffffff",
                "80000000" + "7fffffffffffffff"
            })
    void aSizeThatCannotBeIsRefused_F13(String size) {
        assertRefused(raw(header -> size(header, size), "x"));
    }

    @Test
    void aSparseFileIsWhatItsMapSays_F13() throws IOException {
        Path content = add(sparse(4096, 4096 - 4));

        byte[] file = Files.readAllBytes(content.resolve("file"));
        assertThat(file).hasSize(4096);
        assertThat(Arrays.copyOfRange(file, 4092, 4096))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("data");
        assertThat(Arrays.copyOf(file, 4092)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {5L << 30, 8_000_000_000L})
    void aSparseFileOfManyGigabytesMeetsTheLimit_F13(long real) {
        LayerLimits limits = new LayerLimits(1 << 20, 100, LayerLimits.DEFAULT.time());
        store = LinuxLayerStore.open(directory.resolve("layers"), limits, InstantSource.system());

        assertRefused(sparse(real, 0));
    }

    @Test
    void aMapThatLeadsBehindTheFileIsRefused_F13() {
        assertRefused(sparse(8, 4096));
    }

    /** The size of the extended header holds, and there is not that much. */
    @Test
    void anExtendedSizeThatIsNotTrueIsRefused_F13() {
        byte[] pax = raw(header -> type(header, TarConstants.LF_PAX_EXTENDED_HEADER_LC), "16 size=1000000\n");
        byte[] file = raw(header -> header, "x");

        assertRefused(concatenated(Arrays.copyOf(pax, 2 * BLOCK), file));
    }

    @Test
    void capabilitiesAreKept_F17() throws IOException {
        // VFS_CAP_REVISION_2 with CAP_NET_RAW, effective.
        String capability = "\1\0\0\2\0\40" + "\0".repeat(14);
        Path content = add(
                new Tar().attribute("ping", "security.capability", capability).bytes());

        assertThat(attribute(content, "ping", "security.capability")).contains(capability);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trusted.overlay.opaque",
                "trusted.overlay.redirect",
                "trusted.anything",
                "user.overlay.whiteout",
                "user.overlay.metacopy",
                "security.selinux",
                "system.posix_acl_nothing"
            })
    void attributesThatMeanSomethingToTheKernelAreLeftOut_F17(String name) throws IOException {
        Path content = add(new Tar().attribute("file", name, "y").bytes());

        assertThat(attribute(content, "file", name)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakouts")
    void nothingOutsideIsReached_F19(String name, Tar tar) throws IOException {
        byte[] bytes = tar.bytes();
        try {
            store.add(Optional.empty(), new DiffId(Digest.ofBytes(bytes)), new ByteArrayInputStream(bytes));
        } catch (InvalidParameter refused) {
            assertNothingIsLeft();
        }
        assertThat(directory.resolve(VICTIM).resolve("hello")).hasContent("untouched");
        assertThat(directory.resolve(VICTIM)).isDirectoryNotContaining(path -> !path.endsWith("hello"));
        assertNoneIsShared();
    }

    static Stream<Arguments> breakouts() {
        return Stream.concat(breakoutsOfLinks(), breakoutsOfHardLinks());
    }

    private static Stream<Arguments> breakoutsOfLinks() {
        return Stream.of(
                breakout("up, then through it", new Tar().symbolicLink("l", UP).file("l/hello", "evil")),
                breakout(
                        "a link of a link",
                        new Tar()
                                .symbolicLink("a", "..")
                                .symbolicLink("b", "a/" + UP)
                                .file("b/x", "evil")),
                breakout(
                        "its name is a directory later",
                        new Tar().symbolicLink("l", UP).directory("l").file("l/hello", "evil")),
                breakout(
                        "it replaces a directory",
                        new Tar().directory("d").symbolicLink("d", UP).file("d/hello", "evil")),
                breakout(
                        "owner of its target",
                        new Tar().symbolicLink("hello", UP + "/hello").file("hello", "x", 04777, 7)),
                breakout("deleting through it", new Tar().symbolicLink("l", UP).file("l/.wh.hello", "")),
                breakout(
                        "deleting all through it",
                        new Tar().symbolicLink("l", UP).file("l/.wh..wh..opq", "")),
                breakout("a device through it", new Tar().symbolicLink("l", UP).node("l/null", TarConstants.LF_CHR)),
                breakout("a pipe through it", new Tar().symbolicLink("l", UP).node("l/pipe", TarConstants.LF_FIFO)));
    }

    private static Stream<Arguments> breakoutsOfHardLinks() {
        return Stream.of(
                breakout(
                        "through a link",
                        new Tar().symbolicLink("l", UP).hardLink("h", "l/hello").file("h", "evil")),
                breakout("up and out", new Tar().hardLink("h", UP + "/hello").file("h", "evil")),
                breakout("down, then out", new Tar().hardLink("h", "a/../" + UP + "/hello")),
                breakout(
                        "to a link",
                        new Tar()
                                .symbolicLink("l", UP + "/hello")
                                .hardLink("h", "l")
                                .file("h", "evil")));
    }

    private static Arguments breakout(String name, Tar tar) {
        return Arguments.of(name, tar);
    }

    @ParameterizedTest
    @ValueSource(strings = {".wh.", "foo/.wh.", ".wh..", ".wh...", "foo/.wh..", "foo/.wh..."})
    void deletionsOfNothingAreRefused_F08(String name) {
        assertRefused(new Tar().directory("foo").file(name, "").bytes());
    }

    @Test
    void whatOthersLearnedToAcceptWorks_F18() throws IOException {
        Path content = add(new Tar()
                .symbolicLink("link", "/etc/passwd")
                // A hard link to a link is that link, and does not follow it.
                .hardLink("same", "link")
                .file("etc/passwd", "root")
                .hardLink("absolute", "/etc/passwd")
                .hardLink("roundabout", "etc/../etc/passwd")
                .file(".wh..wh.plnk", "")
                .file(".wh..wh..plnk/3.7", "")
                .bytes());

        assertThat(Files.readSymbolicLink(content.resolve("same"))).hasToString("/etc/passwd");
        assertThat(content.resolve("absolute")).hasContent("root");
        assertThat(content.resolve("roundabout")).hasContent("root");
        assertThat(content.resolve(".wh..wh.plnk")).doesNotExist();
    }

    /** Only the layers' own content may have a file twice. */
    private void assertNoneIsShared() throws IOException {
        Object links = Files.getAttribute(directory.resolve(VICTIM).resolve("hello"), "unix:nlink");
        assertThat(links).isEqualTo(1);
    }

    private Path add(byte[] tar) throws IOException {
        Layer layer = store.add(Optional.empty(), new DiffId(Digest.ofBytes(tar)), new ByteArrayInputStream(tar));
        return store.stack(layer.id()).getFirst();
    }

    private void assertRefused(byte[] tar) {
        DiffId id = new DiffId(Digest.ofBytes(tar));
        assertThatThrownBy(() -> store.add(Optional.empty(), id, new ByteArrayInputStream(tar)))
                .isInstanceOf(InvalidParameter.class);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        for (String place : List.of("sha256", "incoming", "trash")) {
            Path path = directory.resolve("layers").resolve(place);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                assertThat(path).isEmptyDirectory();
            }
        }
    }

    private static Optional<String> attribute(Path content, String path, String name) {
        try (Descriptor root = Descriptor.open(content, Libc.O_PATH | Libc.O_DIRECTORY);
                TreeReader.Opened opened = new TreeReader(root).open(path).orElseThrow()) {
            return opened.attribute(name).map(value -> new String(value, StandardCharsets.ISO_8859_1));
        }
    }

    /** A GNU sparse file of this real size, with four bytes at an offset. */
    private static byte[] sparse(long real, long offset) {
        return raw(
                header -> {
                    type(header, TarConstants.LF_GNUTYPE_SPARSE);
                    text(header, 257, "ustar  \0");
                    text(header, 386, String.format(Locale.ROOT, "%011o\0%011o\0", offset, 4));
                    text(header, 483, String.format(Locale.ROOT, "%011o\0", real));
                    return header;
                },
                "data");
    }

    /** An archive of one entry whose header was changed. */
    private static byte[] raw(UnaryOperator<byte[]> change, String content) {
        byte[] tar = new Tar().file("file", content).bytes();
        byte[] header = change.apply(Arrays.copyOf(tar, BLOCK));
        text(header, 148, "        ");
        int sum = 0;
        for (byte one : header) {
            sum += Byte.toUnsignedInt(one);
        }
        text(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        System.arraycopy(header, 0, tar, 0, BLOCK);
        return tar;
    }

    private static byte[] size(byte[] header, String size) {
        boolean binary = size.length() > 12;
        byte[] field = binary ? HexFormat.of().parseHex(size) : (size + "\0").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(field, 0, header, 124, field.length);
        return header;
    }

    private static byte[] type(byte[] header, byte type) {
        header[156] = type;
        return header;
    }

    private static void text(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
