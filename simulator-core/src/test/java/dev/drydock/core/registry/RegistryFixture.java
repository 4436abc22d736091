package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.simulated.InMemoryBlobStore;
import dev.drydock.core.simulated.InMemoryRegistryStore;
import dev.drydock.core.simulated.InMemoryUploadStore;
import dev.drydock.core.simulated.SequentialIds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry without a disk, and what is pushed to it. */
final class RegistryFixture {
    static final Caller ANN = Caller.student("ann");
    static final Caller BOB = Caller.student("bob");
    static final RepositoryPath APP = new RepositoryPath("ann/app");
    static final ManifestReference LATEST = new ManifestReference.ByTag(Tag.LATEST);
    static final Duration GRACE = Duration.ofHours(1);
    static final RegistryLimits SMALL = new RegistryLimits(2000, 3, 4, 5, 6, 2, GRACE);

    BlobStore blobs = new InMemoryBlobStore();
    InMemoryUploadStore uploads = new InMemoryUploadStore(blobs);
    final SequentialIds ids = new SequentialIds();
    RegistryStore store = new InMemoryRegistryStore();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Registry registry;

    RegistryFixture(RegistryLimits limits) {
        registry = open(limits);
    }

    /** The registry of a server that starts now. */
    Registry open(RegistryLimits limits) {
        return Registry.open(new RegistrySetup(store, uploads, blobs, limits, ids, () -> now));
    }

    void restart(RegistryLimits limits) {
        registry = open(limits);
    }

    /** From now on this happens after each blob that is put, before whoever put it goes on. */
    void afterEachPut(Runnable action) {
        blobs = new BlobSteps(blobs, action);
        uploads = new InMemoryUploadStore(blobs);
        restart(RegistryLimits.DEFAULT);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Digest digest(String text) {
        return Digest.ofBytes(bytes(text));
    }

    static Chunk chunk(String text) {
        return Chunk.of(new ByteArrayInputStream(bytes(text)));
    }

    BlobLink push(Caller caller, RepositoryPath path, String content) {
        UploadId id = registry.beginUpload(caller, path);
        return registry.finishUpload(caller, path, id, new FinalChunk(digest(content), chunk(content)));
    }

    static String descriptor(String mediaType, String content) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest(content) + "\",\"size\":"
                + bytes(content).length + "}";
    }

    /** The manifest of an image with this configuration and these layers. */
    static String image(String config, String... layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.MANIFEST + "\",\"config\":"
                + descriptor(MediaTypes.CONFIG, config) + ",\"layers\":["
                + Stream.of(layers)
                        .map(layer -> descriptor(MediaTypes.LAYER_GZIP, layer))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** An index of these manifests. */
    static String index(String... manifests) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.INDEX + "\",\"manifests\":["
                + Stream.of(manifests)
                        .map(manifest -> descriptor(MediaTypes.MANIFEST, manifest))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** A manifest that says something about another one. */
    static String referrer(String subject, String config, String artifactType) {
        String image = image(config);
        return image.substring(0, image.length() - 1) + ",\"artifactType\":\"" + artifactType + "\",\"subject\":"
                + descriptor(MediaTypes.MANIFEST, subject) + ",\"annotations\":{\"of\":\"" + config + "\"}}";
    }

    ManifestLink put(Caller caller, RepositoryPath path, ManifestReference reference, String manifest) {
        return registry.putManifest(caller, path, reference, new ManifestContent("", bytes(manifest)));
    }

    /** Pushes an image as clients do: blobs first, the manifest then. */
    String pushImage(Caller caller, RepositoryPath path, ManifestReference reference, String config, String layer) {
        push(caller, path, config);
        push(caller, path, layer);
        String manifest = image(config, layer);
        put(caller, path, reference, manifest);
        return manifest;
    }

    /** Pushes a configuration; the manifest of an image of it alone. */
    String pushConfig(RepositoryPath path, String config) {
        push(ANN, path, config);
        return image(config);
    }
}
