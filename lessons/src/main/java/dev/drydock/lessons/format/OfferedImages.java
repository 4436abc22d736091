package dev.drydock.lessons.format;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.lessons.format.YamlNode.Scalar;
import dev.drydock.lessons.format.YamlNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images that lab hosts can have without a network.
 *
 * @param references those that every one has from the start
 * @param buildable those that the server can make of packages, and then offers
 */
record OfferedImages(Set<ImageReference> references, Set<ImageReference> buildable) {
    private static final String REGISTRY = RegistryEndpoint.HOST + ":" + RegistryEndpoint.PORT;
    private static final String HUB = "docker.io";

    OfferedImages {
        references = Set.copyOf(references);
        buildable = Set.copyOf(buildable);
    }

    /** Reads the list and the recipes below a content directory. */
    static OfferedImages read(Path content) throws FormatException {
        Path images = content.resolve("images");
        YamlNode list = YamlReader.read(TextSource.read(images.resolve("index.json")));
        if (!(list instanceof Sequence(int _, var items))) {
            throw new FormatException(list.line(), "the images must be a list, not " + list.kind());
        }
        Set<ImageReference> buildable = new HashSet<>();
        for (Path recipe : recipes(images)) {
            if (YamlReader.read(TextSource.read(recipe)) instanceof YamlNode.Mapping(int _, var entries)
                    && entries.containsKey("references")
                    && entries.get("references").value() instanceof Sequence(int _, var names)) {
                buildable.addAll(references(names));
            }
        }
        return new OfferedImages(references(items), buildable);
    }

    private static Set<ImageReference> references(List<YamlNode> names) {
        return names.stream()
                .filter(Scalar.class::isInstance)
                .flatMap(item -> parse(((Scalar) item).text()).stream())
                .collect(Collectors.toSet());
    }

    private static List<Path> recipes(Path images) {
        try (Stream<Path> directories = Files.list(images)) {
            return directories
                    .map(directory -> directory.resolve("recipe.json"))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(ImageReference image) {
        return references.contains(image) || references.contains(official(image));
    }

    boolean canBeBuilt(ImageReference image) {
        return buildable.contains(official(image));
    }

    /** What the server's registry has below {@code library/} are Docker Hub's official images. */
    private static ImageReference official(ImageReference image) {
        return image.repository().domain().equals(REGISTRY)
                ? new ImageReference(new RepositoryName(HUB, image.repository().path()), image.tag(), image.digest())
                : image;
    }

    /** Empty for what is no name of an image. */
    static Optional<ImageReference> parse(String name) {
        try {
            return Optional.of(ImageReference.parse(name));
        } catch (EngineException.InvalidParameter e) {
            return Optional.empty(); // Docker will say so.
        }
    }
}
