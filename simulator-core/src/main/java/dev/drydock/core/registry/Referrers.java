package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what says something about a manifest. */
final class Referrers {
    /** Bytes of manifests that are read for one page, so that a page stays small whatever they contain. */
    private static final long PAGE = 4 << 20;

    private final Manifests manifests;

    Referrers(Manifests manifests) {
        this.manifests = manifests;
    }

    /**
     * In the order of their digests.
     *
     * @param artifactType empty for all
     * @param last the digest that the page before ended with; empty for the first page
     */
    Page<Referrer> list(Repository repository, Digest subject, String artifactType, Optional<Digest> last) {
        List<ManifestLink> found = repository.manifests().values().stream()
                .filter(manifest -> manifest.subject().equals(Optional.of(subject)))
                .filter(manifest ->
                        artifactType.isEmpty() || manifest.artifactType().equals(artifactType))
                .filter(manifest -> last.isEmpty()
                        || manifest.digest().hex().compareTo(last.get().hex()) > 0)
                .sorted(Comparator.comparing(manifest -> manifest.digest().hex()))
                .toList();
        List<Referrer> page = new ArrayList<>();
        long bytes = 0;
        for (ManifestLink manifest : found) {
            bytes += manifest.size();
            if (bytes > PAGE && !page.isEmpty()) {
                break;
            }
            page.add(new Referrer(manifest, annotations(manifest)));
        }
        return new Page<>(page, page.size() < found.size());
    }

    private Map<String, String> annotations(ManifestLink manifest) {
        ManifestDocument document = ManifestDocument.read(manifest.mediaType(), manifests.read(manifest));
        return document.annotations() == null ? Map.of() : document.annotations();
    }
}
