package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.dockerfile.ConfigChanges;
import dev.drydock.core.dockerfile.RunMount;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.HiddenVolume;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.Propagation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@code RUN --mount} asks for: found first, as the cache depends on it, and mounted when the command is run. */
final class RunMounts implements AutoCloseable {
    private static final String FILE = "file";

    private final StageBuild stage;
    private final CopiedFiles files;
    private final List<RunMount.Cache> caches = new ArrayList<>();
    private final List<Bound> bound = new ArrayList<>();
    private final Map<String, String> tmpfs = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private record Bound(CopySource source, String target, boolean isReadOnly) {}

    RunMounts(StageBuild stage, List<RunMount> mounts) throws IOException {
        this.stage = stage;
        this.files = new CopiedFiles(stage);
        ConfigChanges changes = stage.changes();
        boolean done = false;
        try {
            for (RunMount mount : mounts) {
                find(mount, changes);
            }
            done = true;
        } finally {
            if (!done) {
                files.close();
            }
        }
    }

    private void find(RunMount mount, ConfigChanges changes) throws IOException {
        switch (mount) {
            case RunMount.Tmpfs(String target, long size) ->
                tmpfs.put(absolute(changes.expand(target)), size == 0 ? "" : "size=" + size);
            case RunMount.Secret secret -> {
                // The classic builder's clients have no way to give one.
                if (secret.isRequired()) {
                    throw new InvalidParameter("secret " + secret.id() + ": not found");
                }
            }
            case RunMount.Cache cache ->
                caches.add(new RunMount.Cache(
                        changes.expand(cache.id()),
                        absolute(changes.expand(cache.target())),
                        cache.isReadOnly(),
                        cache.sharing(),
                        cache.uid(),
                        cache.gid(),
                        cache.mode()));
            case RunMount.Bind bind -> {
                List<CopySource> found =
                        files.named("RUN", bind.from().map(changes::expand), changes.expand(bind.source()));
                if (found.size() != 1) {
                    throw new InvalidParameter(
                            "RUN failed: the source of a mount names one file or directory: " + bind.source());
                }
                bound.add(new Bound(found.getFirst(), absolute(changes.expand(bind.target())), bind.isReadOnly()));
            }
        }
    }

    private String absolute(String path) {
        String directory = stage.state().config().workingDir();
        return ContainerPath.of(path.startsWith("/") ? path : (directory == null ? "" : directory) + "/" + path)
                .text();
    }

    /** Options of file systems in memory, by where they are mounted. */
    Map<String, String> tmpfs() {
        return Map.copyOf(tmpfs);
    }

    /** What the history says of files that the command sees and the layer has not; empty where there are none. */
    String comment() {
        StringBuilder text = new StringBuilder();
        bound.forEach(each -> text.append(text.isEmpty() ? " # " : " ")
                .append(CopySource.digest(List.of(each.source())))
                .append(" at ")
                .append(each.target()));
        return text.toString();
    }

    /** The digests of those files, by their paths. */
    Map<String, String> contents() {
        return CopySource.contents(bound.stream().map(Bound::source).toList());
    }

    /** Puts everything in its place; it stays until this is closed. */
    List<Mount> mount() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (RunMount.Cache cache : caches) {
            CacheDirectories.Hold hold =
                    stage.job().caches().open(cache, stage.job().cancellation());
            undo.push(hold::close);
            mounts.add(bind(hold.path(), cache.target(), cache.isReadOnly()));
        }
        for (Bound each : bound) {
            HiddenVolume volume = stage.job().services().volumes().hidden();
            undo.push(volume::close);
            boolean isDirectory = each.source().file().isDirectory();
            CopyTar tar = new CopyTar(Optional.empty(), OptionalInt.empty());
            if (isDirectory) {
                tar.addDirectory(
                        "/.", each.source().file().mode(), each.source().file().modified());
                each.source()
                        .files()
                        .forEach(part -> tar.add(
                                "/" + each.source().relative(part),
                                each.source().tree(),
                                part));
            } else {
                tar.add("/" + FILE, each.source().tree(), each.source().file());
            }
            try (InputStream in = tar.open()) {
                volume.fill(in::transferTo);
            }
            String path = volume.mountpoint() + (isDirectory ? "" : "/" + FILE);
            mounts.add(bind(path, each.target(), each.isReadOnly()));
        }
        return Mount.sorted(mounts);
    }

    private static Mount bind(String source, String target, boolean isReadOnly) {
        return new BindMount(source, target, isReadOnly, "", Propagation.RPRIVATE, false, false);
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
        files.close();
    }
}
