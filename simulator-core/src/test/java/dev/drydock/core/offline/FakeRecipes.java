package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageRecipe.Entry;
import dev.drydock.core.image.ImageRecipe.LayerRecipe;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A base and an image on it. */
final class FakeRecipes implements PackageRecipes {
    final Map<String, String> files = new HashMap<>(Map.of("base/prepare", "p", "web/finish", "f", "web/start", "s"));

    @Override
    public List<PackageRecipe> packageRecipes() {
        return List.of(base(), web());
    }

    private static PackageRecipe base() {
        return new PackageRecipe(
                "base",
                List.of("base:latest", "base:1"),
                null,
                "bookworm",
                List.of("libc", "sh"),
                "prepare",
                null,
                List.of(),
                List.of("CMD [\"sh\"]"),
                run(List.of("PATH=/bin")));
    }

    private static PackageRecipe web() {
        LayerRecipe layer = new LayerRecipe(
                "COPY start /",
                List.of(
                        new Entry("file", "start", "755", "start", null),
                        new Entry("link", "go", null, null, "start"),
                        new Entry("directory", "data", "700", null, null)));
        return new PackageRecipe(
                "web",
                List.of("web:latest"),
                "base",
                "bookworm",
                List.of("server", "sh"),
                null,
                "finish",
                List.of(layer),
                List.of("CMD [\"server\"]"),
                run(List.of("VERSION={{server}}")));
    }

    private static RunConfig run(List<String> environment) {
        return new RunConfig(null, null, environment, null, List.of("sh"), null, null, Map.of("own", "label"), null);
    }

    @Override
    public byte[] file(String recipe, String path) {
        return Optional.ofNullable(files.get(recipe + "/" + path))
                .orElseThrow(() -> new EngineException.NotFound("there is no " + path + " in " + recipe))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] buildScript() {
        return files.getOrDefault("build", "b").getBytes(StandardCharsets.UTF_8);
    }
}
