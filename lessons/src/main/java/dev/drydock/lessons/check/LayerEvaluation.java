package dev.drydock.lessons.check;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.FileChange;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageLayer;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.lessons.check.Check.OfLayer;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for a layer of an image that fulfils a check. */
final class LayerEvaluation {
    private final OfLayer check;
    private final Snapshot snapshot;

    LayerEvaluation(OfLayer check, Snapshot snapshot) {
        this.check = check;
        this.snapshot = snapshot;
    }

    /** @param number the lowest one is 1 */
    private record Numbered(int number, ImageLayer layer) {}

    Outcome evaluate() {
        Optional<Image> image = snapshot.find(check.image());
        if (image.isEmpty()) {
            return new NotYet(Reason.of("image.none", name()));
        }
        List<Numbered> layers = new ArrayList<>();
        for (ImageLayer layer : layers(image.get())) {
            Numbered next = new Numbered(layers.size() + 1, layer);
            layers.add(next);
        }
        List<Numbered> meant = layers.stream()
                .filter(each -> check.number().stream().allMatch(test -> test.accepts(each.number())))
                .toList();
        if (meant.isEmpty()) {
            return new NotYet(Reason.of("image.layers", name(), Integer.toString(layers.size())));
        }
        Search<Numbered> search = new Search<>(
                meant,
                List.of(
                        this::createdBy,
                        layer -> change("added", check.added(), layer, is(ChangeKind.ADDED)),
                        layer -> change("modified", check.modified(), layer, is(ChangeKind.MODIFIED)),
                        layer -> change("deleted", check.deleted(), layer, is(ChangeKind.DELETED)),
                        layer -> change("hidden", check.hidden(), layer, FileChange::isHidden),
                        this::size,
                        this::shared));
        // Images have no time at which they came to this lab.
        return search.found().isEmpty() ? new NotYet(search.nearest().orElseThrow()) : new Met(Optional.empty());
    }

    private List<ImageLayer> layers(Image image) {
        try {
            return snapshot.view().layers(image);
        } catch (EngineException.NotFound e) {
            return List.of(); // Removed at this moment.
        }
    }

    private String name() {
        return Sentences.familiar(check.image());
    }

    private static Predicate<FileChange> is(ChangeKind kind) {
        return change -> change.kind() == kind;
    }

    private Optional<Reason> change(
            String key, Optional<TextPattern> path, Numbered layer, Predicate<FileChange> condition) {
        return path.filter(pattern -> layer.layer().changes().stream()
                        .noneMatch(change -> condition.test(change) && pattern.matches(change.path())))
                .map(pattern -> reason(key, layer, pattern.glob()));
    }

    private Optional<Reason> createdBy(Numbered layer) {
        return check.createdBy()
                .filter(pattern -> !pattern.matches(layer.layer().createdBy()))
                .map(pattern -> reason("created-by", layer, pattern.glob()));
    }

    private Optional<Reason> size(Numbered layer) {
        long size = layer.layer().layer().size();
        return check.size()
                .filter(test -> !test.accepts(size))
                .map(test -> Reason.of("layer.size", name(), Integer.toString(layer.number()), Unit.BYTES.text(size))
                        .then(Sentences.value(test)));
    }

    private Optional<Reason> shared(Numbered layer) {
        return check.sharedWith()
                .filter(other -> snapshot.find(other)
                        .filter(image -> layer.layer().sharedBy().contains(image.id()))
                        .isEmpty())
                .map(other -> reason("shared-with", layer, Sentences.familiar(other)));
    }

    private Reason reason(String key, Numbered layer, String wanted) {
        return check.number().isEmpty()
                ? Reason.of("layer.none." + key, name(), wanted)
                : Reason.of("layer." + key, name(), Integer.toString(layer.number()), wanted);
    }
}
