package dev.drydock.core.simulated;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.distribution.PullThrough;
import dev.drydock.core.oci.Descriptor;
import dev.drydock.core.oci.ManifestDocument;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.RepositoryName;
import dev.drydock.core.reference.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Copies what is kept of Docker Hub into the simulated registry of the server. */
final class SimulatedPullThrough implements PullThrough {
    private final SharedContent content;
    private final SimulatedRegistry own;
    private final Map<String, Digest> tags = new ConcurrentHashMap<>();

    SimulatedPullThrough(SharedContent content, SimulatedRegistry own) {
        this.content = content;
        this.own = own;
    }

    @Override
    public Optional<Digest> find(RepositoryName name, Tag tag) {
        return Optional.ofNullable(tags.get(name.path() + ":" + tag));
    }

    @Override
    public void keep(RepositoryName name, Tag tag, Digest manifest) {
        copy(PullThrough.path(name), tag.toString(), manifest);
        tags.put(name.path() + ":" + tag, manifest);
    }

    private void copy(String path, String name, Digest digest) {
        byte[] bytes = read(digest);
        ManifestDocument.Fields manifest = OciJson.read(bytes, ManifestDocument.Fields.class, "manifest");
        for (Descriptor child : orEmpty(manifest.manifests())) {
            if (content.blobs().size(Digest.parse(child.digest())).isPresent()) {
                copy(path, child.digest(), Digest.parse(child.digest()));
            }
        }
        for (Descriptor layer : orEmpty(manifest.layers())) {
            own.putBlob(path, read(Digest.parse(layer.digest())));
        }
        if (manifest.config() != null) {
            own.putBlob(path, read(Digest.parse(manifest.config().digest())));
        }
        own.putManifest(path, name, Objects.requireNonNullElse(manifest.mediaType(), MediaTypes.MANIFEST), bytes);
    }

    private static List<Descriptor> orEmpty(@Nullable List<Descriptor> descriptors) {
        return Objects.requireNonNullElse(descriptors, List.of());
    }

    private byte[] read(Digest digest) {
        try (InputStream bytes = content.blobs().open(digest)) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
