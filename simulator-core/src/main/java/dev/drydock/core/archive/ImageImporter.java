package dev.drydock.core.archive;

import dev.drydock.core.blob.Compression;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.dockerfile.ConfigChanges;
import dev.drydock.core.dockerfile.ConfigInstruction;
import dev.drydock.core.dockerfile.InstructionParser;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.NewImage;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code docker import}: a file system becomes an image of one layer. */
public final class ImageImporter {
    private final Images images;

    public ImageImporter(Images images) {
        this.images = images;
    }

    /**
     * What is asked for.
     *
     * @param message comment of the layer
     * @param changes instructions of a Dockerfile, one a line
     * @param now when the image is made
     */
    public record Request(
            Optional<ImageReference> name, String message, String changes, Platform platform, Instant now) {}

    /**
     * Makes the image.
     *
     * @param tar compressed or not
     */
    public Image run(InputStream tar, Request request) throws IOException {
        List<ConfigInstruction> changes =
                request.changes().isBlank() ? List.of() : InstructionParser.parse(request.changes());
        RunConfig config = new ConfigChanges(RunConfig.EMPTY).apply(changes).result();
        try (ContentLease lease = images.lease()) {
            Layer layer = layer(tar, lease);
            ImageConfig document = new ImageConfig(
                    request.now().toString(),
                    null,
                    request.platform().architecture(),
                    request.platform().os(),
                    config,
                    new ImageConfig.RootFs("layers", List.of(layer.diffId().toString())),
                    List.of(new ImageConfig.History(request.now().toString(), null, null, request.message(), null)));
            return images.importAs(lease, NewImage.made(document, Optional.empty(), List.of()), request.name());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Layer layer(InputStream tar, ContentLease lease) throws IOException {
        try {
            return images.addLayer(
                    lease, Optional.empty(), Compression.open(tar).content()::transferTo);
        } catch (InvalidParameter e) {
            throw ImageLoader.broken(e);
        }
    }
}
