package dev.drydock.web.authoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Changes below a directory as the kernel tells them, also of directories that are made later, and when the directory itself
 * is replaced. Hidden files are left out: editors keep theirs there.
 */
public final class DirectoryChanges implements Changes {
    /** Below content: courses, a course, a lesson, its files. */
    private static final int DEEPEST = 8;

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Path directory;
    private final WatchService watch;

    private DirectoryChanges(Path directory, WatchService watch) {
        this.directory = directory;
        this.watch = watch;
    }

    /** @param directory an absolute path */
    public static DirectoryChanges below(Path directory) throws IOException {
        DirectoryChanges changes =
                new DirectoryChanges(directory, directory.getFileSystem().newWatchService());
        changes.register();
        return changes;
    }

    /** What is watched already stays so. */
    private void register() throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            var _ = isRegistered(parent);
        }
        Files.walkFileTree(directory, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new Registrar());
    }

    /** False for one that was there a moment ago. */
    private boolean isRegistered(Path watched) throws IOException {
        try {
            watched.register(watch, KINDS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private final class Registrar extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
            boolean isWatched = (visited.equals(directory) || !isHidden(visited)) && isRegistered(visited);
            return isWatched ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    @Override
    public void await() throws InterruptedException {
        try {
            while (!isChange(watch.take())) {
                // Something beside the directory.
            }
        } catch (ClosedWatchServiceException e) {
            throw new InterruptedException(e.getMessage());
        }
    }

    @Override
    public boolean await(Duration most) throws InterruptedException {
        try {
            WatchKey key = watch.poll(most.toMillis(), TimeUnit.MILLISECONDS);
            return key != null && isChange(key);
        } catch (ClosedWatchServiceException e) {
            throw new InterruptedException(e.getMessage());
        }
    }

    private boolean isChange(WatchKey key) {
        boolean isChange = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            isChange |= !(event.context() instanceof Path name && key.watchable() instanceof Path where)
                    || concerns(where.resolve(name));
        }
        key.reset();
        if (isChange) {
            try {
                register();
            } catch (IOException e) {
                throw new UncheckedIOException("watch " + directory, e);
            }
        }
        return isChange;
    }

    private boolean concerns(Path path) {
        return path.equals(directory) || (path.startsWith(directory) && !isHidden(path));
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("end the watch of " + directory, e);
        }
    }
}
