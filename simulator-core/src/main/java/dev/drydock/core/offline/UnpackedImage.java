package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * An image of the shelf that the server itself uses, with its layers in the layer store.
 *
 * @param layers the whole stack
 * @param packages versions of its Debian packages by their names, as far as it says
 */
public record UnpackedImage(ChainId layers, Map<String, String> packages) {
    public UnpackedImage {
        packages = Map.copyOf(packages);
    }

    /** Unpacks what is not unpacked yet; empty when the image is not on the shelf. */
    public static Optional<UnpackedImage> of(
            ImageReference name, ImageShelf shelf, BlobStore blobs, LayerStore layerStore) {
        return shelf.find(name).map(manifest -> {
            StoredImage image = StoredImage.read(blobs, manifest);
            return new UnpackedImage(unpack(image, blobs, layerStore), packages(image));
        });
    }

    private static ChainId unpack(StoredImage image, BlobStore blobs, LayerStore layerStore) {
        List<Descriptor> layers = image.manifest().layers();
        Optional<ChainId> below = Optional.empty();
        for (int i = 0; i < layers.size(); i++) {
            DiffId diffId =
                    new DiffId(Digest.parse(image.config().rootfs().diffIds().get(i)));
            ChainId id = below.map(parent -> parent.then(diffId)).orElseGet(() -> ChainId.of(diffId));
            if (layerStore.find(id).isEmpty()) {
                add(below, diffId, layers.get(i), blobs, layerStore);
            }
            below = Optional.of(id);
        }
        return below.orElseThrow(
                () -> new EngineException.InvalidParameter("the image " + image.digest() + " has no layers"));
    }

    private static void add(
            Optional<ChainId> below, DiffId diffId, Descriptor layer, BlobStore blobs, LayerStore layerStore) {
        if (!layer.mediaType().endsWith("gzip")) {
            throw new EngineException.InvalidParameter("the layer " + layer.digest() + " is of another kind than gzip");
        }
        try (InputStream tar = new GZIPInputStream(new BufferedInputStream(blobs.open(Digest.parse(layer.digest()))))) {
            layerStore.add(below, diffId, tar);
        } catch (IOException e) {
            throw new EngineException.SystemFailure(
                    "cannot unpack the layer " + layer.digest() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> packages(StoredImage image) {
        Map<String, String> packages = new HashMap<>();
        for (String one : image.label(RecipeLabels.PACKAGES).orElse("").split(" ", -1)) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                packages.put(one.substring(0, equals), one.substring(equals + 1));
            }
        }
        return packages;
    }
}
