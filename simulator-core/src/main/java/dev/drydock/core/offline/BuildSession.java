package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What images that are built one after another share; its files go when it is closed. */
final class BuildSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BuildSession.class);
    private final BuildTools tools;
    private final Map<Digest, BaseRoot> bases = new HashMap<>();

    private BuildSession(BuildTools tools) {
        this.tools = tools;
    }

    static BuildSession open(BuildTools tools) throws IOException {
        // A server that was killed may have left something.
        empty(tools.scratch());
        Files.createDirectories(tools.scratch());
        return new BuildSession(tools);
    }

    /** @return the digest of the image's manifest */
    Digest build(PackageRecipe recipe, Optional<StoredImage> below, Optional<StoredImage> present, Progress progress)
            throws IOException {
        Path scratch = tools.scratch().resolve(recipe.name());
        try {
            Files.createDirectories(scratch);
            Optional<BaseRoot> base = below.isPresent() ? Optional.of(base(below.get())) : Optional.empty();
            return new ImageBuild(tools, recipe, base, scratch, progress).run(present);
        } finally {
            emptyQuietly(scratch);
        }
    }

    private BaseRoot base(StoredImage image) throws IOException {
        BaseRoot base = bases.get(image.digest());
        if (base == null) {
            Path file = tools.scratch().resolve("base-" + image.digest().hex() + ".tar");
            base = BaseRoot.open(image, tools.blobs(), file);
            bases.put(image.digest(), base);
        }
        return base;
    }

    private static void empty(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(BuildSession::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void emptyQuietly(Path directory) {
        try {
            empty(directory);
        } catch (IOException e) {
            LOG.warn("temporary files of a build are left in {}: {}", directory, e.getMessage());
        }
    }

    @Override
    public void close() {
        for (BaseRoot base : bases.values()) {
            try {
                base.close();
            } catch (IOException e) {
                throw new EngineException.SystemFailure("cannot close " + base.tar() + ": " + e.getMessage(), e);
            }
        }
        emptyQuietly(tools.scratch());
    }
}
