package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.content.ContentMarks;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.metadata.FileImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabContentTest {
    private static final ChainId ROOT = chain("root");

    @TempDir
    private Path data;

    private static Digest digest(String of) {
        return Digest.ofBytes(of.getBytes(StandardCharsets.UTF_8));
    }

    private static ChainId chain(String of) {
        return new ChainId(digest(of));
    }

    private Path file(String name) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** What it marks, by kind. */
    private static final class Noted implements ContentMarks {
        private final Set<ChainId> layers = new HashSet<>();
        private final Set<Digest> blobs = new HashSet<>();
        private final Set<Digest> images = new HashSet<>();

        @Override
        public void layer(ChainId top) {
            layers.add(top);
        }

        @Override
        public void blob(Digest digest) {
            blobs.add(digest);
        }

        @Override
        public void image(Digest configuration) {
            images.add(configuration);
        }
    }

    private Noted marked() {
        Noted noted = new Noted();
        new LabContent(data, LabRoots.small(ROOT)).mark(noted);
        return noted;
    }

    @Test
    void theRootOfNewLabsIsUsedWithoutAnyLab() {
        assertThat(marked().layers).containsExactly(ROOT);
    }

    @Test
    void imagesAreUsedAlsoByLabsThatDoNotRun() throws IOException {
        Digest image = digest("image");
        FileImageStore store = new FileImageStore(data.resolve("labs/a/engine/images"));
        store.initialise(List.of(new ImageRecord(new ImageId(image), Map.of())));

        assertThat(marked().images).containsExactly(image);
    }

    @Test
    void theManifestOfAnImageIsUsed() throws IOException {
        Digest manifest = digest("manifest");
        FileImageStore store = new FileImageStore(data.resolve("labs/a/engine/images"));
        store.initialise(List.of(
                new ImageRecord(new ImageId(digest("image")), Optional.empty(), Optional.of(manifest), Map.of())));

        assertThat(marked().blobs).containsExactly(manifest);
    }

    @Test
    void containersUseWhatLiesBelowThem() throws IOException {
        Files.writeString(file("labs/a/layers/c1"), chain("stack").toString());
        Files.writeString(file("labs/a/layers/scratch"), "");
        Files.writeString(file("labs/old/containers/c2/parent"), chain("old").toString());

        assertThat(marked().layers).containsExactlyInAnyOrder(ROOT, chain("stack"), chain("old"));
    }

    @Test
    void aLabThatRunsUsesTheRootItWasStartedWith() throws IOException {
        Records.write(file("run/a/run.json"), RunRecord.of(1, List.of(), chain("older")));

        assertThat(marked().layers).containsExactlyInAnyOrder(ROOT, chain("older"));
    }

    /** Also of one that is being taken or put back. */
    @Test
    void snapshotsUseWhatTheirLabsUsed() throws IOException {
        for (String kept : List.of("snapshots/lesson.one", "snapshots/.new-1", "restoring", "restoring.new")) {
            FileImageStore store = new FileImageStore(data.resolve("labs/a/" + kept + "/2/engine/images"));
            store.initialise(List.of(new ImageRecord(new ImageId(digest("image " + kept)), Map.of())));
            Files.writeString(
                    file("labs/a/" + kept + "/2/layers/c1"),
                    chain("stack " + kept).toString());
        }

        Noted marked = marked();

        assertThat(marked.images)
                .contains(
                        digest("image snapshots/lesson.one"),
                        digest("image snapshots/.new-1"),
                        digest("image restoring"),
                        digest("image restoring.new"));
        assertThat(marked.layers)
                .contains(
                        chain("stack snapshots/lesson.one"),
                        chain("stack snapshots/.new-1"),
                        chain("stack restoring"),
                        chain("stack restoring.new"));
    }

    @Test
    void whatCannotBeReadStopsIt() throws IOException {
        Files.writeString(file("labs/a/layers/c1"), "sha256:nonsense");

        assertThatThrownBy(this::marked)
                .isInstanceOf(EngineException.SystemFailure.class)
                .hasMessageContaining("labs/a/layers/c1");
    }
}
