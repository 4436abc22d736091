package dev.drydock.core.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.oci.OciJson;
import dev.drydock.core.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a registry reads of a manifest: an image manifest or index of the OCI image specification 1.1, or one of Docker's
 * image manifest version 2, schema 2. The bytes are kept as they came; nothing is written from this.
 */
record ManifestDocument(
        int schemaVersion,
        @Nullable String mediaType,
        @Nullable String artifactType,
        @Nullable Part config,
        @Nullable List<Part> layers,
        @Nullable List<Part> manifests,
        @Nullable Part subject,
        @Nullable Map<String, String> annotations) {
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    /** Of a manifest in bytes: what the specification asks a registry to take at least. */
    static final int LIMIT = 4 << 20;

    private static final Set<String> IMAGES = Set.of(MediaTypes.MANIFEST, DOCKER_MANIFEST);
    private static final Set<String> INDEXES = Set.of(MediaTypes.INDEX, DOCKER_LIST);
    private static final int SCHEMA = 2;

    /** A descriptor. */
    record Part(
            @Nullable String mediaType,
            @Nullable String digest,
            @Nullable Long size,
            @Nullable List<String> urls) {
        Digest named() {
            return ManifestReference.digest(digest == null ? "" : digest);
        }

        /** Whether the content lies elsewhere, as layers do that may not be passed on. */
        boolean isForeign() {
            return urls != null && !urls.isEmpty();
        }
    }

    /**
     * Reads a manifest and refuses what could be read in two ways (such as an index that is an image as well).
     *
     * @param mediaType that the client gives, without parameters; empty for none
     */
    static ManifestDocument read(String mediaType, byte[] content) {
        if (content.length > LIMIT) {
            throw invalid("a manifest has at most 4 MiB");
        }
        ManifestDocument document;
        try {
            document = OciJson.read(content, ManifestDocument.class, "manifest");
        } catch (EngineException.InvalidParameter e) {
            throw invalid("this is not the JSON of a manifest");
        }
        if (document == null) {
            throw invalid("this is not the JSON of a manifest");
        }
        document.check(mediaType);
        return document;
    }

    private void check(String given) {
        if (schemaVersion != SCHEMA) {
            throw invalid("schema version " + schemaVersion + " is not taken, only version 2:"
                    + " push with a newer client, which makes such manifests");
        }
        String type = typeOr(given);
        if (!given.isEmpty() && !type.equals(given)) {
            throw invalid("the manifest calls itself " + type + ", the request calls it " + given);
        }
        if (!IMAGES.contains(type) && !INDEXES.contains(type)) {
            throw invalid("manifests of the type " + type + " are not taken");
        }
        boolean isImage = config != null && layers != null && manifests == null;
        boolean isIndex = config == null && layers == null && manifests != null;
        if (IMAGES.contains(type) ? !isImage : !isIndex) {
            throw invalid("a manifest of the type " + type + " does not have these fields");
        }
        parts().forEach(ManifestDocument::check);
        subjectDigest();
    }

    private static void check(@Nullable Part part) {
        if (part == null || part.mediaType() == null || part.size() == null || part.size() < 0) {
            throw invalid("a descriptor has a media type, a digest and a size");
        }
        part.named();
    }

    /** Its own type, or the given one, or that of OCI documents with such fields, which need not say what they are. */
    String typeOr(String given) {
        if (mediaType != null && !mediaType.isEmpty()) {
            return mediaType;
        } else if (!given.isEmpty()) {
            return given;
        }
        return manifests == null ? MediaTypes.MANIFEST : MediaTypes.INDEX;
    }

    /** Everything that it is made of, in order. */
    private List<@Nullable Part> parts() {
        List<@Nullable Part> parts = new ArrayList<>();
        if (config != null) {
            parts.add(config);
        }
        if (layers != null) {
            parts.addAll(layers);
        }
        if (manifests != null) {
            parts.addAll(manifests);
        }
        return parts;
    }

    /** The blobs that it needs in its repository. */
    List<Part> blobs() {
        List<Part> blobs = new ArrayList<>();
        if (config != null) {
            blobs.add(config);
        }
        if (layers != null) {
            layers.stream().filter(layer -> !layer.isForeign()).forEach(blobs::add);
        }
        return blobs;
    }

    /** The manifests that it needs in its repository. */
    List<Part> children() {
        return manifests == null ? List.of() : manifests;
    }

    Optional<Digest> subjectDigest() {
        return Optional.ofNullable(subject).map(Part::named);
    }

    /** As the list of referrers shows it: for an image without one, the type of its configuration. */
    String shownArtifactType() {
        if (artifactType != null && !artifactType.isEmpty()) {
            return artifactType;
        }
        return config == null || config.mediaType() == null ? "" : config.mediaType();
    }

    static RegistryException invalid(String sentence) {
        return new RegistryException(RegistryError.MANIFEST_INVALID, sentence);
    }
}
