package dev.drydock.web.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.content.Collected;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.ManifestLink;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RepositoryPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * D06: a server that is killed at any moment of a push to its registry or of a pull from it, again and again on the same
 * directory: nothing that was acknowledged is missing, nothing is half there, and what is left over can be collected.
 */
@Tag("kernel")
class TransferCrashIT {
    private static final int KILLS = Integer.getInteger("drydock.crash.transfers", 12);
    /** Lines after which it is killed; a round has some 140. */
    private static final int LINES = 300;

    private static final RepositoryPath PATH = new RepositoryPath("ann/app");
    private static final RegistryLimits NO_GRACE = new RegistryLimits(2L << 30, 100, 500, 500, 2000, 32, Duration.ZERO);

    @TempDir
    private Path directory;

    /** What each name may stand for in the registry: what was acknowledged last, and what was tried since. */
    private final Map<String, Set<String>> possible = new HashMap<>();

    @Test
    void killedAtSomeTime() throws IOException, InterruptedException {
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> said = runAndKill(kill, 1 + random.nextInt(LINES));
            said.forEach(this::note);
            check("kill " + kill, said);
        }
    }

    /** What it said before it was killed. */
    private List<String> runAndKill(int run, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(DoomedTransfers.command(directory, run))
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
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(said).as("it goes on until it is killed").hasSizeGreaterThanOrEqualTo(lines);
        return said;
    }

    private void note(String line) {
        String name = line.substring(line.lastIndexOf(' ') + 1);
        if (line.startsWith("begin push ")) {
            // Its digest is not known yet.
            possible.computeIfAbsent(name, _ -> new HashSet<>(Set.of("none"))).add("any");
        } else if (line.startsWith("pushed ")) {
            possible.put(name, new HashSet<>(Set.of(line.split(" ", -1)[1])));
        }
    }

    private void check(String when, List<String> said) throws IOException {
        try (ImageServer near = open(DoomedTransfers.NEAR);
                ImageServer far = open(DoomedTransfers.FAR)) {
            ImageServer.Lab ann = near.lab("ann");
            ImageServer.Lab bob = far.lab("bob", near.server());
            assertWhole(when, DoomedTransfers.NEAR, "ann", ann.images().list(), near.content());
            assertWhole(when, DoomedTransfers.FAR, "bob", bob.images().list(), far.content());
            assertPulled(bob, said, when);
            assertPushed(near.registry(), when);
            assertThat(near.registry().scrub()).as(when).isEmpty();
            assertNothingHalfDone(directory.resolve(DoomedTransfers.NEAR));
            assertNothingHalfDone(directory.resolve(DoomedTransfers.FAR));
            near.registry().tidyUp();
            assertThat(directory.resolve(DoomedTransfers.NEAR).resolve("registry/uploads"))
                    .as("uploads that nobody goes on with")
                    .isEmptyDirectory();
            assertCollectable(near, ann);
            assertCollectable(far, bob);
        }
    }

    private ImageServer open(String data) {
        return new ImageServer(directory.resolve(data), NO_GRACE, UnaryOperator.identity());
    }

    @SuppressWarnings("ParameterNumber")
    private void assertWhole(String when, String server, String lab, List<Image> images, SharedContent content)
            throws IOException {
        try (Stream<Path> files =
                Files.list(directory.resolve(server).resolve("labs").resolve(lab))) {
            assertThat(images)
                    .as("%s: images of %s that can be read", when, lab)
                    .hasSize((int) files.filter(file -> file.toString().endsWith(".json"))
                            .count());
        }
        assertWhole(images, content);
    }

    private static void assertWhole(List<Image> images, SharedContent content) throws IOException {
        for (Image image : images) {
            assertThat(digest(content, image.id().digest()))
                    .isEqualTo(image.id().digest());
            if (image.manifest().isPresent()) {
                assertThat(digest(content, image.manifest().get()))
                        .isEqualTo(image.manifest().get());
            }
            for (Layer layer : image.layers()) {
                Digest blob = layer.blob().orElseThrow().digest();
                assertThat(digest(content, blob)).isEqualTo(blob);
                assertThat(content.layers().files(layer.id())).isNotEmpty();
            }
        }
    }

    private static Digest digest(SharedContent content, Digest digest) throws IOException {
        try (InputStream in = content.blobs().open(digest)) {
            return Digest.ofBytes(in.readAllBytes());
        }
    }

    /** From when it was told until somebody began to take it away. */
    private static void assertPulled(ImageServer.Lab bob, List<String> said, String when) {
        for (int round = 0; round < 2; round++) {
            ImageReference name = DoomedTransfers.name(round);
            if (said.lastIndexOf("done pull " + name) > said.lastIndexOf("begin remove " + name)) {
                assertThat(bob.images().byReference(name))
                        .as("%s: %s was pulled", when, name)
                        .isPresent();
            }
            if (said.lastIndexOf("done remove " + name) > said.lastIndexOf("begin pull " + name)) {
                assertThat(bob.images().byReference(name))
                        .as("%s: %s was removed", when, name)
                        .isEmpty();
            }
        }
    }

    private void assertPushed(Registry registry, String when) {
        possible.forEach((name, allowed) -> {
            ImageReference reference = ImageReference.parse(name);
            String there = named(registry, reference);
            if (!allowed.contains("any")) {
                assertThat(allowed).as("%s: %s in the registry", when, name).contains(there);
            }
            // From now on this is what is there.
            possible.put(name, new HashSet<>(Set.of(there)));
        });
    }

    private static String named(Registry registry, ImageReference name) {
        try {
            ManifestReference reference = new ManifestReference.ByTag(name.tag().orElseThrow());
            ManifestLink manifest = registry.manifest(Caller.SERVER, PATH, reference);
            assertThat(registry.read(manifest)).isNotEmpty();
            return manifest.digest().toString();
        } catch (RegistryException e) {
            return "none";
        }
    }

    private static void assertNothingHalfDone(Path data) throws IOException {
        assertThat(data.resolve("layers/incoming")).isEmptyDirectory();
        try (Stream<Path> blobs = Files.list(data.resolve("blobs/sha256"))) {
            assertThat(blobs).allSatisfy(blob -> {
                assertThat(blob.getFileName().toString()).matches("[0-9a-f]{64}");
                assertThat(Digest.ofBytes(Files.readAllBytes(blob)).hex())
                        .isEqualTo(blob.getFileName().toString());
            });
        }
    }

    /** What is left over from the end goes, and nothing else. */
    private static void assertCollectable(ImageServer after, ImageServer.Lab lab) throws IOException {
        after.content().collect();
        assertWhole(lab.images().list(), after.content());
        Set<ChainId> used = lab.images().list().stream()
                .flatMap(image -> image.layers().stream().map(Layer::id))
                .collect(Collectors.toSet());
        assertThat(after.registry().scrub()).isEmpty();
        assertThat(after.content().layers().list()).isEqualTo(used);
        assertThat(after.content().collect()).isEqualTo(new Collected(List.of(), List.of()));
    }
}
