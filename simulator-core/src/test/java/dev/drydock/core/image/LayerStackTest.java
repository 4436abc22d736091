package dev.drydock.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerFile;
import dev.drydock.core.layer.LayerFile.Kind;
import dev.drydock.core.reference.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerStackTest {
    private final LayerStack stack = new LayerStack();

    private static LayerFile file(String path, long size) {
        return new LayerFile(Kind.FILE, path, size);
    }

    private static LayerFile directory(String path) {
        return new LayerFile(Kind.DIRECTORY, path, 0);
    }

    private static LayerFile whiteout(String path) {
        return new LayerFile(Kind.WHITEOUT, path, 0);
    }

    private static FileChange change(ChangeKind kind, String path, long size, boolean isHidden) {
        return new FileChange(kind, path, size, isHidden);
    }

    @Test
    void aFileThatIsOverwrittenIsCarriedForNothing() {
        stack.add(List.of(directory("/etc"), file("/etc/conf", 5)));
        stack.add(List.of(directory("/etc"), file("/etc/conf", 7)));

        assertThat(stack.changes())
                .containsExactly(
                        List.of(
                                change(ChangeKind.ADDED, "/etc", 0, false),
                                change(ChangeKind.ADDED, "/etc/conf", 5, true)),
                        List.of(change(ChangeKind.MODIFIED, "/etc/conf", 7, false)));
    }

    @Test
    void aDeletedDirectoryTakesWhatIsInIt() {
        stack.add(List.of(directory("/cache"), file("/cache/a", 5), file("/cached", 1)));
        stack.add(List.of(whiteout("/cache")));

        assertThat(stack.changes())
                .containsExactly(
                        List.of(
                                change(ChangeKind.ADDED, "/cache", 0, true),
                                change(ChangeKind.ADDED, "/cache/a", 5, true),
                                change(ChangeKind.ADDED, "/cached", 1, false)),
                        List.of(change(ChangeKind.DELETED, "/cache", 0, false)));
    }

    @Test
    void anOpaqueDirectoryHidesWhatIsBelowItButNotWhatComesWithIt() {
        stack.add(List.of(directory("/srv"), file("/srv/old", 5)));
        stack.add(List.of(new LayerFile(Kind.OPAQUE_DIRECTORY, "/srv", 0), file("/srv/new", 2)));

        assertThat(stack.changes())
                .containsExactly(
                        List.of(
                                change(ChangeKind.ADDED, "/srv", 0, false),
                                change(ChangeKind.ADDED, "/srv/old", 5, true)),
                        List.of(change(ChangeKind.ADDED, "/srv/new", 2, false)));
    }

    @Test
    void aFileInPlaceOfADirectoryHidesAllOfIt() {
        stack.add(List.of(directory("/x"), file("/x/a", 5)));
        stack.add(List.of(file("/x", 1)));
        stack.add(List.of(directory("/x")));

        assertThat(stack.changes())
                .containsExactly(
                        List.of(change(ChangeKind.ADDED, "/x", 0, true), change(ChangeKind.ADDED, "/x/a", 5, true)),
                        List.of(change(ChangeKind.MODIFIED, "/x", 1, true)),
                        List.of(change(ChangeKind.MODIFIED, "/x", 0, false)));
    }

    @Test
    void whatIsDeletedAndWasNotThereIsNoChange() {
        stack.add(List.of(whiteout("/nothing")));

        assertThat(stack.changes()).containsExactly(List.of());
    }

    @Test
    void whatComesBackIsNew() {
        stack.add(List.of(file("/a", 1)));
        stack.add(List.of(whiteout("/a")));
        stack.add(List.of(file("/a", 2)));

        assertThat(stack.changes().getLast()).containsExactly(change(ChangeKind.ADDED, "/a", 2, false));
        assertThat(new ImageLayer(
                                new Layer(
                                        ChainId.of(new DiffId(Digest.ofBytes(new byte[0]))),
                                        Optional.empty(),
                                        new DiffId(Digest.ofBytes(new byte[0])),
                                        1),
                                "",
                                stack.changes().getFirst(),
                                List.of())
                        .wasted())
                .isEqualTo(1);
    }
}
