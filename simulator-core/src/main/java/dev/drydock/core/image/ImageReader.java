package dev.drydock.core.image;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Puts an image together from its configuration and its layers. */
final class ImageReader {
    private static final int CONFIG_LIMIT = 4 << 20;
    private final BlobStore blobs;
    private final LayerStore layers;

    ImageReader(BlobStore blobs, LayerStore layers) {
        this.blobs = blobs;
        this.layers = layers;
    }

    /** @throws EngineException when a part is missing or broken */
    Image read(ImageRecord record, List<ImageReference> references) {
        ImageId id = record.id();
        ImageConfig config = OciJson.read(configBytes(id), ImageConfig.class, "image configuration " + id);
        return new Image(
                id, record.parent(), record.manifest(), record.lastTagged(), references, config, stack(config));
    }

    private byte[] configBytes(ImageId id) {
        try (InputStream in = blobs.open(id.digest())) {
            byte[] bytes = in.readNBytes(CONFIG_LIMIT);
            if (!Digest.ofBytes(bytes).equals(id.digest())) {
                throw new EngineException.SystemFailure("the stored configuration of image " + id + " is damaged");
            }
            return bytes;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot read the configuration of image " + id, e);
        }
    }

    private List<Layer> stack(ImageConfig config) {
        return ChainId.stacks(config.rootfs().diffIds()).stream()
                .map(chain -> layers.find(chain)
                        .orElseThrow(() -> new EngineException.NotFound("layer " + chain + " is missing")))
                .toList();
    }
}
