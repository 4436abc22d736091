package dev.drydock.sandbox.images;

import static dev.drydock.sandbox.images.DoomedImages.LOADED;
import static dev.drydock.sandbox.images.DoomedImages.TAGGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.archive.ImageSaver;
import dev.drydock.core.content.Collected;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.reference.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that is killed at any moment of loading, naming, making, removing or collecting images loses nothing that was
 * acknowledged and shows nothing that is half there.
 */
@Tag("kernel")
class ImageCrashIT {
    /** Lines after which it is killed: a round has some 60. */
    private static final int KILLS = Integer.getInteger("drydock.crash.images", 12);

    private static final int LINES = 130;

    @TempDir
    private Path directory;

    static Stream<Integer> seeds() {
        return IntStream.range(0, KILLS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void killedAtSomeTime(int seed) throws IOException, InterruptedException {
        Path archive = directory.resolve("archive.tar");
        save(archive);
        Path data = directory.resolve("data");
        int lines = 1 + new Random(seed).nextInt(LINES);

        List<String> said = runAndKill(DoomedImages.command(data, archive), lines);

        ImagesOnDisk after = new ImagesOnDisk(data);
        assertThat(after.images().list()).as("whole images").hasSize((int) after.records());
        for (Image image : after.images().list()) {
            assertWhole(image, after.content());
        }
        assertAcknowledged(after.images(), said);
        assertNothingHalfDone(data);
        assertCollectable(after);
    }

    private static void save(Path archive) throws IOException {
        Path elsewhere = archive.resolveSibling("elsewhere");
        ImagesOnDisk disk = new ImagesOnDisk(elsewhere);
        List<String> diffIds = new ArrayList<>();
        try (ContentLease lease = disk.images().lease()) {
            Optional<ChainId> below = Optional.empty();
            for (int i = 0; i < 3; i++) {
                byte[] content = new byte[700_000];
                new Random(i).nextBytes(content);
                byte[] tar = LayerTar.write(
                        List.of(new LayerEntry.RegularFile("file" + i, 0644, ByteBuffer.wrap(content))), Instant.EPOCH);
                Layer layer = disk.images().addLayer(lease, below, out -> out.write(tar));
                below = Optional.of(layer.id());
                diffIds.add(layer.diffId().toString());
            }
            ImageConfig config = new ImageConfig(
                    null,
                    null,
                    "amd64",
                    "linux",
                    ImageConfig.RunConfig.EMPTY,
                    new ImageConfig.RootFs("layers", diffIds),
                    List.of());
            disk.images().add(lease, NewImage.made(config, Optional.empty(), List.of(LOADED)));
        }
        try (ImageSaver saver = new ImageSaver(disk.images(), List.of(LOADED.familiar()));
                OutputStream out = Files.newOutputStream(archive)) {
            saver.writeTo(out);
        }
    }

    /** What it said before it was killed. */
    private static List<String> runAndKill(List<String> command, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (said.size() == lines) {
                    // The process itself would close the stream: what was said before the end is wanted, too.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(said).as("it goes on until it is killed").hasSizeGreaterThanOrEqualTo(lines);
        return said;
    }

    private static void assertWhole(Image image, SharedContent content) throws IOException {
        assertThat(digest(content, image.id().digest())).isEqualTo(image.id().digest());
        for (Layer layer : image.layers()) {
            LayerBlob blob = layer.blob().orElseThrow();
            assertThat(digest(content, blob.digest())).isEqualTo(blob.digest());
            assertThat(content.layers().files(layer.id())).isNotEmpty();
        }
    }

    private static Digest digest(SharedContent content, Digest digest) throws IOException {
        try (InputStream in = content.blobs().open(digest)) {
            return Digest.ofBytes(in.readAllBytes());
        }
    }

    /** The names are there from when they were given until somebody began to take them away. */
    private static void assertAcknowledged(Images images, List<String> said) {
        if (said.lastIndexOf("done load") > said.lastIndexOf("begin remove")) {
            assertThat(images.byReference(LOADED)).as("loaded").isPresent();
        }
        if (said.lastIndexOf("done tag") > said.lastIndexOf("begin prune")) {
            assertThat(images.byReference(TAGGED)).as("tagged").isPresent();
        }
        if (said.lastIndexOf("done remove") > said.lastIndexOf("begin load")) {
            assertThat(images.byReference(LOADED)).as("removed").isEmpty();
        }
    }

    private static void assertNothingHalfDone(Path data) throws IOException {
        assertThat(data.resolve("layers/incoming")).isEmptyDirectory();
        try (Stream<Path> blobs = Files.list(data.resolve("blobs/sha256"))) {
            assertThat(blobs.map(blob -> blob.getFileName().toString()))
                    .allSatisfy(name -> assertThat(name).matches("[0-9a-f]{64}"));
        }
    }

    /** What is left over from the end goes, and nothing else. */
    private static void assertCollectable(ImagesOnDisk after) throws IOException {
        after.content().collect();
        for (Image image : after.images().list()) {
            assertWhole(image, after.content());
        }
        Set<ChainId> used = after.images().list().stream()
                .flatMap(image -> image.layers().stream().map(Layer::id))
                .collect(Collectors.toSet());
        assertThat(after.content().layers().list()).isEqualTo(used);
        assertThat(after.content().collect()).isEqualTo(new Collected(List.of(), List.of()));
    }
}
