package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.image.Image;
import dev.drydock.core.layer.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The directories of layers, named as dockerd names them. They tell which layers are shared, and are not to be seen in the
 * lab host: layers lie on the server, which shows them to containers only.
 */
final class StorageData {
    private static final String ROOT = "/var/lib/docker/overlay2/";

    private StorageData() {}

    static Map<String, String> of(Container container, List<Layer> layers) {
        String own = ROOT + container.id().value();
        List<String> lower = new ArrayList<>();
        lower.add(own + "-init/diff");
        layers.reversed().forEach(layer -> lower.add(directory(layer) + "/diff"));
        Map<String, String> data = directories(own);
        data.put("LowerDir", String.join(":", lower));
        return data;
    }

    static Map<String, String> of(Image image) {
        if (image.layers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> data = directories(directory(image.layers().getLast()));
        List<Layer> below =
                new ArrayList<>(image.layers().subList(0, image.layers().size() - 1));
        Collections.reverse(below);
        if (!below.isEmpty()) {
            data.put(
                    "LowerDir",
                    below.stream().map(layer -> directory(layer) + "/diff").collect(Collectors.joining(":")));
        }
        return data;
    }

    private static String directory(Layer layer) {
        return ROOT + layer.id().digest().hex();
    }

    private static Map<String, String> directories(String directory) {
        Map<String, String> data = new TreeMap<>();
        data.put("MergedDir", directory + "/merged");
        data.put("UpperDir", directory + "/diff");
        data.put("WorkDir", directory + "/work");
        return data;
    }
}
