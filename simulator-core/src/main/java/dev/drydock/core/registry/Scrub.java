package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads everything that the registry has and compares it with its digest. */
final class Scrub {
    private static final int PIECE = 1 << 16;

    private final Repositories repositories;
    private final BlobStore blobs;

    Scrub(Repositories repositories, BlobStore blobs) {
        this.repositories = repositories;
        this.blobs = blobs;
    }

    /** What is damaged, by digest. */
    List<Damage> run() {
        Map<Digest, List<RepositoryPath>> owners = new TreeMap<>(Comparator.comparing(Digest::toString));
        for (Repository repository : repositories.list()) {
            for (Digest digest : repository.content().keySet()) {
                owners.computeIfAbsent(digest, _ -> new ArrayList<>()).add(repository.path());
            }
        }
        List<Damage> found = new ArrayList<>();
        owners.forEach((digest, paths) -> problem(digest)
                .filter(_ -> isStillNeeded(digest))
                .ifPresent(problem -> found.add(new Damage(digest, problem, paths))));
        return found;
    }

    /** What was deleted meanwhile may be gone. */
    private boolean isStillNeeded(Digest digest) {
        return repositories.list().stream()
                .anyMatch(repository -> repository.content().containsKey(digest));
    }

    private Optional<String> problem(Digest digest) {
        try (InputStream in = blobs.open(digest)) {
            MessageDigest hash = Digest.sha256();
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                hash.update(piece, 0, length);
            }
            Digest actual = Digest.of(hash.digest());
            return actual.equals(digest)
                    ? Optional.empty()
                    : Optional.of("the content has changed on the disk: its digest is " + actual);
        } catch (EngineException.NotFound e) {
            return Optional.of("the content is missing");
        } catch (IOException e) {
            return Optional.of("the content cannot be read: " + e.getMessage());
        }
    }
}
