package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.error.EngineException.Unavailable;
import dev.drydock.core.labhost.LabId;
import dev.drydock.sandbox.linux.IdSpace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user and group ids of lab hosts: range N maps a lab's ids 0 to 65535 to {@code BASE + N * 65536} and up. A server that
 * has not so many ids gives the same few to all. A range in
 * use is a file of its number that names the lab, so that one is never given out twice, also when other records are lost.
 */
public final class UidRanges {
    private static final int BASE = 200_000;
    private static final int COUNT = 16_000;

    private final Path directory;

    public UidRanges(Path directory) {
        this.directory = directory;
    }

    /** Takes a free range for this lab. */
    int take(LabId lab) {
        try {
            Files.createDirectories(directory);
            Set<String> taken = names();
            for (int range = 0; range < COUNT; range++) {
                if (!taken.contains(Integer.toString(range)) && mark(range, lab)) {
                    return range;
                }
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot take a uid range: " + e, e);
        }
        throw new Unavailable("all " + COUNT + " uid ranges are in use: remove lab hosts that are not needed any more");
    }

    private boolean mark(int range, LabId lab) throws IOException {
        Path file = directory.resolve(Integer.toString(range));
        try {
            Files.createFile(file);
            Files.writeString(file, lab.value());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Gives a range back; only after the lab's files are gone. */
    void release(int range) {
        try {
            Files.deleteIfExists(directory.resolve(Integer.toString(range)));
        } catch (IOException e) {
            throw new SystemFailure("cannot give back the uid range " + range + ": " + e, e);
        }
    }

    /** Gives back every range of this lab, or of none when the name is empty. */
    void releaseAll(String owner) {
        try {
            for (String name : names()) {
                if (owner(name).equals(owner)) {
                    release(Integer.parseInt(name));
                }
            }
        } catch (IOException e) {
            throw new SystemFailure("cannot give back the uid range of " + owner + ": " + e, e);
        }
    }

    /** The labs that have a range; an empty name for one that was being taken when the server was killed. */
    Set<String> owners() {
        try {
            return Files.exists(directory) ? names().stream().map(this::owner).collect(Collectors.toSet()) : Set.of();
        } catch (IOException e) {
            throw new SystemFailure("cannot list the uid ranges: " + e, e);
        }
    }

    static int base(int range) {
        IdSpace ids = IdSpace.current();
        return ids.isWhole() ? BASE + range * ids.labLength() : 0;
    }

    private Set<String> names() throws IOException {
        if (Files.notExists(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private String owner(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new SystemFailure("cannot read the uid range " + name + ": " + e, e);
        }
    }
}
