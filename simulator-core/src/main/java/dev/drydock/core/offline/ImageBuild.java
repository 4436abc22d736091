package dev.drydock.core.offline;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageRecipe.Entry;
import dev.drydock.core.image.ImageRecipe.LayerRecipe;
import dev.drydock.core.layer.LayerEntry;
import dev.drydock.core.layer.LayerTar;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One building of one image. */
final class ImageBuild {
    /** Where the packages and scripts are while it is built. */
    private static final String WORK = "var/cache/drydock/";

    /** What the engine puts into every container, and is not of the image. */
    private static final List<String> ENGINE_FILES = List.of(
            ".dockerenv",
            "dev/console",
            "dev/pts",
            "dev/shm",
            "etc/hostname",
            "etc/hosts",
            "etc/mtab",
            "etc/resolv.conf");

    /** Changes when this program makes another image of the same recipe and packages. */
    private static final String WAY = "2";

    private static final String STATUS = "var/lib/dpkg/status";
    private static final int OCTAL = 8;

    private final BuildTools tools;
    private final PackageRecipe recipe;
    private final Optional<BaseRoot> base;
    private final Path scratch;
    private final Progress progress;

    /** @param scratch an empty directory that is thrown away afterwards */
    ImageBuild(BuildTools tools, PackageRecipe recipe, Optional<BaseRoot> base, Path scratch, Progress progress) {
        this.tools = tools;
        this.recipe = recipe;
        this.base = base;
        this.scratch = scratch;
        this.progress = progress;
    }

    /**
     * Builds it.
     *
     * @param present the image as it was built last
     * @return the digest of its manifest, the same as before when nothing has changed
     */
    Digest run(Optional<StoredImage> present) throws IOException {
        List<DebianPackage> packages = tools.packages().fetch(recipe.suite(), recipe.packages(), installed());
        String packagesBelow = base.flatMap(below -> below.image().label(RecipeLabels.PACKAGES))
                .orElse("");
        RecipeLabels labels = new RecipeLabels(recipe, packages, packagesBelow);
        String key = key(labels);
        if (present.flatMap(image -> image.label(RecipeLabels.KEY)).equals(Optional.of(key))) {
            progress.line(recipe.name() + ": nothing has changed");
            return present.orElseThrow().digest();
        }
        Instant created = created(packages);
        Path result = runScripts(packages, created);
        progress.line(recipe.name() + ": storing");
        try (RootTar upper = RootTar.open(result)) {
            ENGINE_FILES.forEach(upper::leaveOut);
            return store(new LayerDiff(lower(), upper, created), labels, key);
        }
    }

    private BlobStore blobs() {
        return tools.blobs();
    }

    private RootTar lower() {
        return base.map(BaseRoot::root).orElseGet(RootTar::empty);
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private Optional<Path> installed() throws IOException {
        RootTar lower = lower();
        Optional<RootTar.Node> status = lower.find(STATUS);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        Path file = scratch.resolve("status");
        try (OutputStream out = create(file)) {
            lower.copy(status.get(), out);
        }
        return Optional.of(file);
    }

    /** The latest of what it is made of: the same for the same versions, whenever and wherever it is built. */
    private Instant created(List<DebianPackage> packages) {
        Instant earliest = base.map(below -> below.image().config().created())
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
        return packages.stream()
                .map(DebianPackage::built)
                .reduce(earliest, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** What the image depends on. */
    private String key(RecipeLabels labels) {
        StringBuilder text = new StringBuilder(WAY).append(new String(OciJson.write(recipe), StandardCharsets.UTF_8));
        text.append(base.map(below -> below.image().id()).orElse("")).append(labels.packages());
        text.append(Digest.ofBytes(tools.recipes().buildScript()));
        for (String path : labels.files()) {
            text.append(path).append(Digest.ofBytes(tools.recipes().file(recipe.name(), path)));
        }
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Path runScripts(List<DebianPackage> packages, Instant created) throws IOException {
        progress.line(recipe.name() + ": installing " + packages.size() + " packages");
        Path input = scratch.resolve("input.tar");
        try (RootWriter root = new RootWriter(create(input))) {
            if (base.isPresent()) {
                try (InputStream in = Files.newInputStream(base.get().tar())) {
                    root.add(in);
                }
            } else {
                unpack(packages, root);
            }
            for (DebianPackage one : packages) {
                root.file(WORK + "packages/" + one.name() + ".deb", one.file());
            }
            root.file(WORK + "build", tools.recipes().buildScript());
            script(root, "prepare", recipe.prepare());
            script(root, "finish", recipe.finish());
        }
        Path result = scratch.resolve("result.tar");
        tools.builder().build(new RootBuilder.Job(input, "/" + WORK + "build", created, result));
        Files.delete(input);
        return result;
    }

    private void unpack(List<DebianPackage> packages, RootWriter root) throws IOException {
        root.mergedLinks();
        Path files = scratch.resolve("package.tar");
        for (DebianPackage one : packages) {
            try (OutputStream out = create(files)) {
                tools.packages().unpack(one, out);
            }
            try (InputStream in = Files.newInputStream(files)) {
                root.add(in);
            }
        }
        Files.deleteIfExists(files);
    }

    private void script(RootWriter root, String name, @Nullable String file) throws IOException {
        if (file != null) {
            root.file(WORK + name, tools.recipes().file(recipe.name(), file));
        }
    }

    private Digest store(LayerDiff diff, RecipeLabels labels, String key) throws IOException {
        StreamedImage image = new StreamedImage(blobs(), tools.platform(), diff.latest());
        base.map(BaseRoot::image).ifPresent(image::from);
        image.layer(labels.createdBy(base.isPresent()), diff);
        for (LayerRecipe layer : recipe.layers()) {
            byte[] tar = LayerTar.write(entries(layer), diff.latest());
            image.layer(layer.createdBy(), out -> out.write(tar));
        }
        recipe.steps().forEach(step -> image.emptyLayer(labels.filled(step)));
        RunConfig run = labels.config(key);
        return image.store(run);
    }

    private List<LayerEntry> entries(LayerRecipe layer) {
        return layer.entries().stream().map(this::entry).toList();
    }

    private LayerEntry entry(Entry entry) {
        return switch (entry.type()) {
            case "directory" -> new LayerEntry.Directory(entry.path(), mode(entry));
            case "file" ->
                new LayerEntry.RegularFile(
                        entry.path(),
                        mode(entry),
                        ByteBuffer.wrap(tools.recipes().file(recipe.name(), present(entry, entry.source()))));
            case "link" -> new LayerEntry.SymbolicLink(entry.path(), present(entry, entry.target()));
            default -> throw new EngineException.InvalidParameter("no entry of a layer is a " + entry.type());
        };
    }

    private static int mode(Entry entry) {
        return Integer.parseInt(present(entry, entry.mode()), OCTAL);
    }

    private static String present(Entry entry, @Nullable String value) {
        if (value == null) {
            throw new EngineException.InvalidParameter("the recipe says too little about " + entry.path());
        }
        return value;
    }
}
