package dev.drydock.sandbox.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageRecipe;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.offline.PackageRecipe;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.InMemoryLayerStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineRecipesTest {
    private static final List<String> KNOWN = List.of(
            "debian",
            "lab",
            "nginx",
            "redis",
            "postgres",
            "python",
            "eclipse-temurin",
            "eclipse-temurin-jdk",
            "registry");

    private final Platform platform = MachineRecipes.platform();
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final InMemoryLayerStore layers = new InMemoryLayerStore();

    private List<ImageRecord> prepare() {
        return new OfflineImages(new MachineRecipes(platform), platform, blobs, layers).prepare();
    }

    @Test
    void makesBothImagesOfTheFirstLab() {
        Images images = Images.open(
                new ImageServices(
                        new InMemoryImageStore(),
                        new SharedContent(blobs, layers),
                        new EventLog(Clock.systemUTC()),
                        Clock.systemUTC()),
                prepare());

        assertThat(images.find("hello-world").config().config().cmd()).containsExactly("/hello");
        assertThat(images.find("hello-world").size()).isBetween(1_000L, 20_000L);
        assertThat(images.find("busybox").config().config().cmd()).containsExactly("sh");
        assertThat(images.find("busybox").config().history()).hasSize(2);
    }

    @Test
    void makesTheSameImagesAgain() {
        assertThat(prepare()).isEqualTo(prepare()).hasSize(2);
    }

    @Test
    void everyRecipeOfPackagesIsWhole() {
        MachineRecipes recipes = new MachineRecipes(platform);
        List<String> before = new ArrayList<>();
        for (PackageRecipe recipe : recipes.packageRecipes()) {
            List<ImageReference> names =
                    recipe.references().stream().map(ImageReference::parse).toList();
            assertThat(names)
                    .as(recipe.name())
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> {
                        assertThat(recipe.name() + "-")
                                .startsWith(name.repository().familiar() + "-");
                        assertThat(name.digest()).isEmpty();
                    });
            assertThat(recipe.from() == null || before.contains(recipe.from()))
                    .as("%s comes after what it is built on", recipe.name())
                    .isTrue();
            Stream<@Nullable String> scripts = Stream.of(recipe.prepare(), recipe.finish());
            Stream<@Nullable String> sources = recipe.layers().stream()
                    .flatMap(layer -> layer.entries().stream())
                    .map(ImageRecipe.Entry::source);
            assertThat(Stream.concat(scripts, sources).filter(Objects::nonNull))
                    .allSatisfy(file -> assertThat(recipes.file(recipe.name(), file))
                            .as(file)
                            .isNotEmpty());
            before.add(recipe.name());
        }
        assertThat(before).isEqualTo(KNOWN);
        assertThat(recipes.buildScript()).isNotEmpty();
    }

    /** What public labs rely on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx    | [/docker-entrypoint.sh] | [nginx, -g, daemon off;]            | 80/tcp   |",
                "redis    | [docker-entrypoint.sh]  | [redis-server]                      | 6379/tcp | /data",
                "postgres | [docker-entrypoint.sh]  | [postgres]                          | 5432/tcp | /var/lib/postgresql/data",
                "registry | [/entrypoint.sh]        | [/etc/docker/registry/config.yml]   | 5000/tcp | /var/lib/registry",
            })
    void servicesStartAsTheirOfficialImages(
            String name, String entrypoint, String command, String port, @Nullable String volume) {
        RunConfig run = new MachineRecipes(platform)
                .packageRecipes().stream()
                        .filter(recipe -> recipe.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .config();

        assertThat(run.entrypoint()).hasToString(entrypoint);
        assertThat(run.cmd()).hasToString(command);
        assertThat(run.exposedPorts()).containsOnlyKeys(port);
        assertThat(run.volumes() == null ? List.of() : List.copyOf(run.volumes().keySet()))
                .isEqualTo(volume == null ? List.of() : List.of(volume));
    }
}
