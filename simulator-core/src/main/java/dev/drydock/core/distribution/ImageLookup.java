package dev.drydock.core.distribution;

import dev.drydock.core.distribution.Repository.Fetched;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ManifestDocument;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Asks a registry about an image without pulling it. */
final class ImageLookup {
    private static final int CONFIG_LIMIT = 4 << 20;

    private ImageLookup() {}

    static Inspection inspect(Repository repository, ImageReference reference) throws IOException {
        repository.session().ping();
        Fetched fetched = repository.manifest(reference);
        Descriptor descriptor =
                new Descriptor(fetched.document().mediaType(), fetched.digest().toString(), fetched.bytes().length);
        return switch (fetched.document()) {
            case ManifestDocument.OfPlatforms index ->
                new Inspection(
                        descriptor,
                        index.manifests().stream()
                                .map(Descriptor::platform)
                                .filter(Objects::nonNull)
                                .toList());
            case ManifestDocument.OfImage image -> {
                ImageConfig config = OciJson.read(
                        repository.document(image.config(), CONFIG_LIMIT), ImageConfig.class, "image configuration");
                yield new Inspection(descriptor, List.of(new Platform(config.architecture(), config.os(), null)));
            }
        };
    }
}
