package dev.drydock.lessons.check;

import dev.drydock.core.image.Image;
import dev.drydock.core.oci.ImageConfig.Healthcheck;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The properties of images: their size, and what their configuration says. */
final class ImageTraits {
    private ImageTraits() {}

    /** @param name that the image is called by */
    static Traits<Image> named(String name) {
        return new Traits<>(
                "image",
                _ -> name,
                Map.ofEntries(
                        Map.entry(Property.USER, text(RunConfig::user)),
                        Map.entry(Property.WORKDIR, text(RunConfig::workingDir)),
                        Map.entry(Property.STOP_SIGNAL, text(RunConfig::stopSignal)),
                        Map.entry(Property.ENTRYPOINT, line(RunConfig::entrypoint)),
                        Map.entry(Property.CMD, line(RunConfig::cmd)),
                        Map.entry(Property.SHELL, line(RunConfig::shell)),
                        Map.entry(
                                Property.HEALTHCHECK,
                                line(run -> Optional.ofNullable(run.healthcheck())
                                        .map(Healthcheck::test)
                                        .orElse(null))),
                        Map.entry(Property.ENV, texts(RunConfig::env)),
                        Map.entry(Property.ONBUILD, texts(RunConfig::onBuild)),
                        Map.entry(Property.EXPOSE, keys(RunConfig::exposedPorts)),
                        Map.entry(Property.VOLUME, keys(RunConfig::volumes)),
                        Map.entry(
                                Property.LABEL,
                                (image, _) -> ContainerTraits.pairs(Optional.ofNullable(
                                                image.config().config().labels())
                                        .orElse(Map.of()))),
                        Map.entry(
                                Property.AUTHOR,
                                (image, _) -> Optional.ofNullable(image.config().author()).stream()
                                        .toList())),
                Map.of(Property.SIZE, Image::size),
                Map.of());
    }

    private static BiFunction<Image, Snapshot, List<String>> text(Function<RunConfig, @Nullable String> part) {
        return (image, _) -> Optional.ofNullable(part.apply(image.config().config())).stream()
                .toList();
    }

    private static BiFunction<Image, Snapshot, List<String>> texts(Function<RunConfig, @Nullable List<String>> part) {
        return (image, _) ->
                Optional.ofNullable(part.apply(image.config().config())).orElse(List.of());
    }

    /** Words in one text, as on a command line. */
    private static BiFunction<Image, Snapshot, List<String>> line(Function<RunConfig, @Nullable List<String>> part) {
        return (image, _) ->
                Optional.ofNullable(part.apply(image.config().config())).map(words -> String.join(" ", words)).stream()
                        .toList();
    }

    private static BiFunction<Image, Snapshot, List<String>> keys(
            Function<RunConfig, @Nullable Map<String, Map<String, String>>> part) {
        return (image, _) -> Optional.ofNullable(part.apply(image.config().config()))
                .map(map -> map.keySet().stream().sorted().toList())
                .orElse(List.of());
    }
}
