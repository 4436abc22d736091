package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that are built on demand: which there are, and how they come to be. One is built at a time. */
public final class PackagedImages {
    private static final Logger LOG = LoggerFactory.getLogger(PackagedImages.class);
    private final BuildTools tools;
    private final ReentrantLock lock = new ReentrantLock();

    public PackagedImages(BuildTools tools) {
        this.tools = tools;
    }

    /** What can be built, whether it was or not. */
    public List<OfferedImage> list() {
        return tools.recipes().packageRecipes().stream()
                .map(recipe -> new OfferedImage(
                        recipe.name(),
                        recipe.names().stream().map(ImageReference::familiar).toList(),
                        find(recipe).map(image -> new OfferedImage.Made(image.id(), image.size()))))
                .toList();
    }

    private Optional<StoredImage> find(PackageRecipe recipe) {
        return tools.shelf().find(recipe.mainName()).flatMap(this::read);
    }

    /** A damaged one counts as not there: it can be built again. */
    private Optional<StoredImage> read(Digest manifest) {
        try {
            return Optional.of(StoredImage.read(tools.blobs(), manifest));
        } catch (EngineException e) {
            LOG.warn("an offline image cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Builds images, with those that they are built on, and offers them.
     *
     * @param names of recipes; none for all
     * @throws EngineException.Conflict when somebody builds already
     */
    public void build(List<String> names, Progress progress) {
        List<PackageRecipe> wanted = wanted(names);
        if (!lock.tryLock()) {
            throw new EngineException.Conflict("images are being built already: wait until that is done");
        }
        try {
            wanted.stream().map(PackageRecipe::suite).distinct().forEach(suite -> {
                progress.line("asking which packages Debian " + suite + " has");
                tools.packages().update(suite);
            });
            buildAll(wanted, progress);
        } finally {
            lock.unlock();
        }
    }

    private void buildAll(List<PackageRecipe> recipes, Progress progress) {
        try (BuildSession session = BuildSession.open(tools)) {
            for (PackageRecipe recipe : recipes) {
                build(recipe, session, progress);
            }
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot build images: " + e.getMessage(), e);
        }
    }

    /** In the order of all recipes, in which one comes after what it is built on. */
    private List<PackageRecipe> wanted(List<String> names) {
        List<PackageRecipe> all = tools.recipes().packageRecipes();
        Map<String, PackageRecipe> byName = all.stream()
                .collect(Collectors.toMap(
                        PackageRecipe::name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
        Set<String> wanted = new HashSet<>(names);
        for (String name : names) {
            PackageRecipe recipe = Optional.ofNullable(byName.get(name))
                    .orElseThrow(() -> new EngineException.NotFound(
                            "there is no recipe for " + name + "; there are: " + String.join(", ", byName.keySet())));
            Optional.ofNullable(recipe.from()).ifPresent(wanted::add);
        }
        return all.stream()
                .filter(recipe -> names.isEmpty() || wanted.contains(recipe.name()))
                .toList();
    }

    private void build(PackageRecipe recipe, BuildSession session, Progress progress) throws IOException {
        long begin = System.nanoTime();
        Optional<StoredImage> below = Optional.ofNullable(recipe.from()).map(this::built);
        Digest manifest = session.build(recipe, below, find(recipe), progress);
        recipe.names().forEach(name -> tools.shelf().put(name, manifest));
        StoredImage image = StoredImage.read(tools.blobs(), manifest);
        progress.line(recipe.name() + ": " + recipe.mainName().familiar() + " is there, " + megabytes(image.size())
                + ", " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
    }

    private StoredImage built(String name) {
        // Only what has nothing below itself can be below others: its layers take nothing away.
        return tools.recipes().packageRecipes().stream()
                .filter(recipe -> recipe.name().equals(name) && recipe.from() == null)
                .findFirst()
                .flatMap(this::find)
                .orElseThrow(() -> new EngineException.SystemFailure("the image " + name + " is not there"));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
