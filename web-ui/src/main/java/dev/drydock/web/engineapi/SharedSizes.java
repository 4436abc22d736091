package dev.drydock.web.engineapi;

import dev.drydock.core.image.Image;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of each image others share. */
final class SharedSizes {
    private final Map<ChainId, Long> users;

    SharedSizes(List<Image> images) {
        users = images.stream()
                .flatMap(image -> image.layers().stream().map(Layer::id).distinct())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }

    /** Bytes of the layers that other images have, too. */
    long of(Image image) {
        return image.layers().stream()
                .filter(layer -> users.getOrDefault(layer.id(), 0L) > 1)
                .mapToLong(Layer::size)
                .sum();
    }
}
