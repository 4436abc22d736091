package dev.drydock.lessons.format;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.lessons.format.YamlNode.Scalar;
import dev.drydock.lessons.format.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The images that every lab host has from the start, without a network. */
record OfferedImages(Set<ImageReference> references) {
    private static final String REGISTRY = RegistryEndpoint.HOST + ":" + RegistryEndpoint.PORT;
    private static final String HUB = "docker.io";

    OfferedImages {
        references = Set.copyOf(references);
    }

    /** Reads the list below a content directory. */
    static OfferedImages read(Path content) throws FormatException {
        YamlNode list = YamlReader.read(TextSource.read(content.resolve("images/index.json")));
        if (!(list instanceof Sequence(int _, var items))) {
            throw new FormatException(list.line(), "the images must be a list, not " + list.kind());
        }
        return new OfferedImages(items.stream()
                .filter(Scalar.class::isInstance)
                .map(item -> ImageReference.parse(((Scalar) item).text()))
                .collect(Collectors.toSet()));
    }

    boolean has(ImageReference image) {
        return references.contains(image) || references.contains(official(image));
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
