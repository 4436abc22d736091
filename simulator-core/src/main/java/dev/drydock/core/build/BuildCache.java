package dev.drydock.core.build;

import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig.History;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a step would make among what was made before. That is an image which was made here from the same image by the same
 * instruction, with the same configuration; what an instruction copies is in its words as a digest.
 */
final class BuildCache {
    private final Images images;
    /** Images of elsewhere whose layers may be used, too. */
    private final List<Image> others;

    BuildCache(Images images, List<Image> others) {
        this.images = images;
        this.others = List.copyOf(others);
    }

    /**
     * The newest image that a step would only make again.
     *
     * @param createdBy the instruction, as the history has it
     */
    Optional<Image> find(Optional<Image> parent, String createdBy, RunConfig config) {
        Optional<ImageId> parentId = parent.map(Image::id);
        int length = parent.map(image -> image.config().history().size()).orElse(0) + 1;
        return images.children(parentId).stream()
                .filter(image -> image.config().history().size() == length
                        && createdBy.equals(image.config().history().getLast().createdBy())
                        && image.config().config().equals(config))
                .max(Comparator.comparing(Image::createdAt)
                        .thenComparing(image -> image.id().toString()));
    }

    /** What one of the other images has as its next step. */
    record Borrowed(History history, Optional<Layer> layer) {}

    /** The same in an image of elsewhere: it must be made of everything that is there so far, and of this step after it. */
    Optional<Borrowed> borrow(Optional<Image> parent, String createdBy) {
        List<History> history = parent.map(image -> image.config().history()).orElse(List.of());
        List<Layer> layers = parent.map(Image::layers).orElse(List.of());
        for (Image other : others) {
            List<History> longer = other.config().history();
            if (longer.size() > history.size()
                    && longer.subList(0, history.size()).equals(history)
                    && createdBy.equals(longer.get(history.size()).createdBy())
                    && beginsWith(other.layers(), layers)) {
                History next = longer.get(history.size());
                if (Boolean.TRUE.equals(next.emptyLayer())) {
                    return Optional.of(new Borrowed(next, Optional.empty()));
                } else if (other.layers().size() > layers.size()) {
                    return Optional.of(
                            new Borrowed(next, Optional.of(other.layers().get(layers.size()))));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean beginsWith(List<Layer> longer, List<Layer> layers) {
        return longer.size() >= layers.size()
                && longer.subList(0, layers.size()).stream()
                        .map(Layer::id)
                        .toList()
                        .equals(layers.stream().map(Layer::id).toList());
    }
}
