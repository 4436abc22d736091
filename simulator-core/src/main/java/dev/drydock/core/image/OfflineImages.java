package dev.drydock.core.image;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the images that every lab begins with. The same recipe and sources always give the same image. */
public final class OfflineImages {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineImages.class);
    private static final int OCTAL = 8;
    private final RecipeSources sources;
    private final Platform platform;
    private final BlobStore blobs;
    private final LayerStore layers;
    private final Map<ImageReference, Digest> manifests = new HashMap<>();

    public OfflineImages(RecipeSources sources, Platform platform, BlobStore blobs, LayerStore layers) {
        this.sources = sources;
        this.platform = platform;
        this.blobs = blobs;
        this.layers = layers;
    }

    /** Stores what is missing. An image whose sources are not there is left out with a word in the log. */
    public List<ImageRecord> prepare() {
        List<ImageRecord> result = new ArrayList<>();
        for (ImageRecipe recipe : sources.recipes()) {
            try {
                result.add(prepare(recipe));
            } catch (EngineException e) {
                LOG.error("the image {} cannot be made: {}", recipe.reference(), e.getMessage());
            }
        }
        return result;
    }

    /** The manifests of what was prepared. */
    public Map<ImageReference, Digest> manifests() {
        return Map.copyOf(manifests);
    }

    private ImageRecord prepare(ImageRecipe recipe) {
        ImageAssembly assembly = new ImageAssembly(Instant.parse(recipe.created()), platform, recipe.config());
        for (ImageRecipe.LayerRecipe layer : recipe.layers()) {
            List<LayerEntry> entries = layer.entries().stream()
                    .flatMap(entry -> entries(recipe, entry))
                    .toList();
            assembly.layer(layer.createdBy(), entries);
        }
        recipe.steps().forEach(assembly::emptyLayer);
        ImageId id = assembly.store(blobs, layers);
        manifests.put(ImageReference.parse(recipe.reference()), assembly.manifest());
        return new ImageRecord(id, Map.of(ImageReference.parse(recipe.reference()), Instant.parse(recipe.created())));
    }

    private Stream<LayerEntry> entries(ImageRecipe recipe, ImageRecipe.Entry entry) {
        return switch (entry.type()) {
            case "directory" -> Stream.of(new LayerEntry.Directory(entry.path(), mode(entry)));
            case "file" ->
                Stream.of(new LayerEntry.RegularFile(
                        entry.path(), mode(entry), sources.read(recipe, present(entry, entry.source()))));
            case "link" -> Stream.of(new LayerEntry.SymbolicLink(entry.path(), present(entry, entry.target())));
            case "applets" ->
                sources.applets(recipe, present(entry, entry.source())).stream()
                        .map(applet -> new LayerEntry.SymbolicLink(
                                entry.path() + "/" + applet, present(entry, entry.target())));
            default -> throw new EngineException.InvalidParameter("no entry of a recipe is a " + entry.type());
        };
    }

    private static int mode(ImageRecipe.Entry entry) {
        return Integer.parseInt(present(entry, entry.mode()), OCTAL);
    }

    private static String present(ImageRecipe.Entry entry, @Nullable String value) {
        if (value == null) {
            throw new EngineException.InvalidParameter("the recipe says too little about " + entry.path());
        }
        return value;
    }
}
