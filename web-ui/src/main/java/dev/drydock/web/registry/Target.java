package dev.drydock.web.registry;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.RegistryError;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.core.registry.UploadId;
import java.util.List;

/**
 * What a request of {@code /v2/NAME/…} is about. Names have slashes and may have any word in them, so paths are read from
 * their end.
 */
sealed interface Target {
    record Manifest(RepositoryPath repository, ManifestReference reference) implements Target {}

    record Blob(RepositoryPath repository, Digest digest) implements Target {}

    /** Where uploads begin. */
    record Uploads(RepositoryPath repository) implements Target {}

    record Upload(RepositoryPath repository, UploadId id) implements Target {}

    record Tags(RepositoryPath repository) implements Target {}

    record Referrers(RepositoryPath repository, Digest subject) implements Target {}

    /** @param path what follows {@code /v2/} */
    static Target parse(String path) {
        List<String> words = List.of(path.split("/", -1));
        int count = words.size();
        String last = words.getLast();
        String kind = count < 3 ? "" : words.get(count - 2);
        boolean isUpload =
                count > 3 && kind.equals("uploads") && words.get(count - 3).equals("blobs");
        if (isUpload) {
            RepositoryPath name = name(words, 3);
            return last.isEmpty() ? new Uploads(name) : new Upload(name, new UploadId(last));
        } else if (kind.equals("blobs") && last.equals("uploads")) {
            return new Uploads(name(words, 2));
        }
        return switch (kind) {
            case "manifests" -> new Manifest(name(words, 2), ManifestReference.parse(last));
            case "blobs" -> new Blob(name(words, 2), ManifestReference.digest(last));
            case "tags" -> tags(words);
            case "referrers" -> new Referrers(name(words, 2), ManifestReference.digest(last));
            default -> throw unknown();
        };
    }

    private static Target tags(List<String> words) {
        if (!words.getLast().equals("list")) {
            throw unknown();
        }
        return new Tags(name(words, 2));
    }

    private static RepositoryPath name(List<String> words, int behind) {
        return new RepositoryPath(String.join("/", words.subList(0, words.size() - behind)));
    }

    private static RegistryException unknown() {
        return new RegistryException(RegistryError.NAME_UNKNOWN, "a registry has nothing at this path");
    }
}
