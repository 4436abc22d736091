package dev.drydock.core.image;

import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an offline image is made: the document {@code image.json} of its folder in {@code content/images}.
 *
 * @param reference the name that labs find it under
 * @param created creation time of the image and of all its files
 * @param layers lowest first
 * @param steps what the history shows after the layers: instructions that change no file
 * @param config defaults for containers
 */
public record ImageRecipe(
        String reference, String created, List<LayerRecipe> layers, List<String> steps, RunConfig config) {
    public ImageRecipe {
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
    }

    /** @param createdBy the instruction that the history shows */
    public record LayerRecipe(String createdBy, List<Entry> entries) {
        public LayerRecipe {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One path, or a family of links.
     *
     * @param type {@code directory}, {@code file}, {@code link} or {@code applets}: a link for every applet of the
     *     program that {@code source} names
     * @param path relative to the root; for applets the directory of the links
     * @param mode octal, for directories and files
     * @param source of a file or program: {@code recipe:PATH} beside this document, {@code built:NAME} from the build,
     *     {@code machine:PATH} on this machine
     * @param target what a link holds
     */
    public record Entry(
            String type,
            String path,
            @Nullable String mode,
            @Nullable String source,
            @Nullable String target) {}
}
