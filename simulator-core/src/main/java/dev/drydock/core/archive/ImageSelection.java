package dev.drydock.core.archive;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.reference.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which images, under which of their names, the arguments of {@code docker save} mean. */
final class ImageSelection {
    private final Images images;
    private final Map<ImageId, Image> chosen = new LinkedHashMap<>();
    private final Map<ImageId, List<ImageReference>> names = new LinkedHashMap<>();

    ImageSelection(Images images) {
        this.images = images;
    }

    /** A repository without a tag means all its tags; an id means the image without a name. */
    void add(String key) {
        Image image = findById(key);
        if (image != null) {
            add(image, List.of());
            return;
        }
        ImageReference reference = ImageReference.parse(key);
        if (isRepository(key)) {
            addRepository(key, reference);
        } else {
            Image named = images.byReference(reference)
                    .orElseThrow(() -> new EngineException.NotFound("reference does not exist"));
            add(named, reference.digest().isPresent() ? List.of() : List.of(reference));
        }
    }

    private void addRepository(String key, ImageReference repository) {
        List<Image> tagged = images.list().stream()
                .filter(image -> !tags(image, repository).isEmpty())
                .toList();
        tagged.forEach(image -> add(image, tags(image, repository)));
        if (tagged.isEmpty()) {
            add(
                    images.byPrefix(key).orElseThrow(() -> new EngineException.NotFound("No such image: " + key)),
                    List.of());
        }
    }

    private @Nullable Image findById(String key) {
        return images.list().stream()
                .filter(image -> image.id().toString().equals(key)
                        || image.id().digest().hex().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static boolean isRepository(String key) {
        return key.indexOf('@') < 0 && key.indexOf(':', key.lastIndexOf('/') + 1) < 0;
    }

    private static List<ImageReference> tags(Image image, ImageReference repository) {
        return image.references().stream()
                .filter(name -> name.repository().equals(repository.repository())
                        && name.tag().isPresent())
                .toList();
    }

    private void add(Image image, List<ImageReference> references) {
        chosen.put(image.id(), image);
        List<ImageReference> all = names.computeIfAbsent(image.id(), _ -> new ArrayList<>());
        references.stream().filter(name -> !all.contains(name)).forEach(all::add);
    }

    /** In the order in which they were asked for. */
    List<Image> images() {
        return chosen.values().stream()
                .map(image -> image.withReferences(names.getOrDefault(image.id(), List.of())))
                .toList();
    }
}
