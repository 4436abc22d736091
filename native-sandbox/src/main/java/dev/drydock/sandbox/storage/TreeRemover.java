package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * Deletes directory trees of any depth. A student can nest directories deeper than the longest path a call takes, so a
 * directory's subdirectories are first moved up beside it. Links are never followed.
 */
public final class TreeRemover {
    private final Path trash;

    /** @param trash a directory of its own, on the file system of everything that is to be deleted */
    public TreeRemover(Path trash) {
        this.trash = trash;
    }

    /** Makes the trash now, so that a file system that is full later can still be cleaned up: removing makes nothing. */
    public void prepare() {
        if (Files.isDirectory(trash)) {
            return;
        }
        try {
            Files.createDirectories(trash);
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + trash + ": " + e, e);
        }
    }

    /** Takes the tree away at once, then deletes it; one that is not there is fine. */
    public void remove(Path tree) {
        Optional<Path> pile = take(tree);
        if (pile.isEmpty()) {
            return;
        }
        destroy(pile.get());
    }

    /** Deletes what {@link #take} took. */
    void destroy(Path pile) {
        try {
            delete(pile);
        } catch (IOException e) {
            throw failure(pile, e);
        }
    }

    /** Takes the tree away at once, for {@link #destroy} to delete it later. Empty when it is not there. */
    Optional<Path> take(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        prepare();
        try {
            Path pile = trash.resolve(UUID.randomUUID().toString());
            Files.move(tree, pile, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(pile);
        } catch (IOException e) {
            throw failure(tree, e);
        }
    }

    private static SystemFailure failure(Path tree, IOException cause) {
        return new SystemFailure("cannot remove " + tree + ": " + cause, cause);
    }

    /** Deletes what a server that was killed had begun to delete. */
    public void finish() {
        if (!Files.exists(trash)) {
            return;
        }
        try (DirectoryStream<Path> piles = Files.newDirectoryStream(trash)) {
            for (Path pile : piles) {
                delete(pile);
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot empty " + trash + ": " + e, e);
        }
    }

    private static void delete(Path pile) throws IOException {
        if (!Files.isDirectory(pile, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(pile);
            return;
        }
        Deque<Path> directories = new ArrayDeque<>();
        flatten(pile, pile, directories);
        while (!directories.isEmpty()) {
            Path directory = directories.pop();
            flatten(directory, pile, directories);
            Files.delete(directory);
        }
        Files.delete(pile);
    }

    /** Deletes the files of a directory and moves its directories to the pile, under new names, if they are not there. */
    private static void flatten(Path directory, Path pile, Deque<Path> directories) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(entry);
                } else if (directory.equals(pile)) {
                    directories.push(entry);
                } else {
                    Path moved = pile.resolve("d" + UUID.randomUUID());
                    Files.move(entry, moved, StandardCopyOption.ATOMIC_MOVE);
                    directories.push(moved);
                }
            }
        }
    }
}
