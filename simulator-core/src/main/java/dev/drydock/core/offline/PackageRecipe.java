package dev.drydock.core.offline;

import dev.drydock.core.image.ImageRecipe.LayerRecipe;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an image is built from Debian packages: the document {@code recipe.json} of its folder in {@code content/images}.
 *
 * @param name of the folder, which is what people build
 * @param references all names of the image, such as {@code debian:bookworm-slim}; the first one is shown
 * @param from name of the recipe whose image lies below; null for a root file system of its own
 * @param suite of Debian, such as {@code bookworm}
 * @param packages to install, each as {@code apt-get install} takes it
 * @param prepare script in the folder, run before the packages are installed
 * @param finish script in the folder, run after that
 * @param layers put on top, lowest first; their files are in the folder
 * @param steps what the history shows after the layers: instructions that change no file
 * @param config defaults for containers; <code>{{PACKAGE}}</code> in the environment is the upstream version of a package
 */
public record PackageRecipe(
        String name,
        List<String> references,
        @Nullable String from,
        String suite,
        List<String> packages,
        @Nullable String prepare,
        @Nullable String finish,
        List<LayerRecipe> layers,
        List<String> steps,
        RunConfig config) {
    public PackageRecipe {
        references = List.copyOf(references);
        packages = List.copyOf(packages);
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
    }

    List<ImageReference> names() {
        return references.stream().map(ImageReference::parse).toList();
    }

    ImageReference mainName() {
        return ImageReference.parse(references.getFirst());
    }
}
