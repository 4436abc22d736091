package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.drydock.core.error.EngineException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A manifest of either kind, read strictly: what could be taken for both kinds is refused (GHSA-mc8v-mgrf-8f4m). */
public sealed interface ManifestDocument {
    String mediaType();

    /** Of one image. */
    record OfImage(String mediaType, Descriptor config, List<Descriptor> layers) implements ManifestDocument {
        public OfImage {
            layers = List.copyOf(layers);
        }
    }

    /** Of the same image for several platforms. */
    record OfPlatforms(String mediaType, List<Descriptor> manifests) implements ManifestDocument {
        public OfPlatforms {
            manifests = List.copyOf(manifests);
        }
    }

    /** Media types that are read, for an {@code Accept} header. */
    List<String> ACCEPTED =
            List.of(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST, MediaTypes.MANIFEST, MediaTypes.INDEX);

    /** Docker's image manifest version 2, schema 1, which carries no digest of a configuration. */
    Set<String> SCHEMA_1 = Set.of(
            "application/vnd.docker.distribution.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws");

    /** Everything that may stand in one. */
    record Fields(
            int schemaVersion,
            @Nullable String mediaType,
            @Nullable Descriptor config,
            @Nullable List<Descriptor> layers,
            @Nullable List<Descriptor> manifests,
            @JsonProperty("fsLayers") @Nullable List<Object> fsLayers) {}

    /**
     * Reads a manifest.
     *
     * @param mediaType as it was announced, without parameters
     * @throws EngineException.InvalidParameter when it is not one of that type
     */
    static ManifestDocument parse(byte[] json, String mediaType) {
        if (!ACCEPTED.contains(mediaType)) {
            throw new EngineException.InvalidParameter("unsupported manifest media type: " + mediaType);
        }
        Fields fields = OciJson.read(json, Fields.class, "manifest");
        String own = fields.mediaType();
        if (own != null && !own.isEmpty() && !own.equals(mediaType)) {
            throw new EngineException.InvalidParameter(
                    "mediaType in manifest should be '" + mediaType + "' not '" + own + "'");
        }
        if (fields.schemaVersion() != 2) {
            throw new EngineException.InvalidParameter(
                    "unrecognized manifest schema version " + fields.schemaVersion());
        }
        boolean isIndex = mediaType.equals(MediaTypes.DOCKER_LIST) || mediaType.equals(MediaTypes.INDEX);
        return isIndex ? index(fields, mediaType) : image(fields, mediaType);
    }

    private static ManifestDocument index(Fields fields, String mediaType) {
        if (fields.layers() != null || fields.config() != null || fields.fsLayers() != null) {
            throw new EngineException.InvalidParameter(
                    "index: expected index but found 'config' or 'layers' in manifest");
        }
        return new OfPlatforms(mediaType, checked(fields.manifests(), "manifests"));
    }

    private static ManifestDocument image(Fields fields, String mediaType) {
        if (fields.manifests() != null || fields.fsLayers() != null) {
            throw new EngineException.InvalidParameter("manifest: expected manifest but found 'manifests' in manifest");
        }
        List<Descriptor> config = checked(fields.config() == null ? null : List.of(fields.config()), "config");
        return new OfImage(mediaType, config.getFirst(), checked(fields.layers(), "layers"));
    }

    private static List<Descriptor> checked(@Nullable List<Descriptor> descriptors, String what) {
        if (descriptors == null
                || descriptors.stream().anyMatch(Objects::isNull)
                || descriptors.stream().anyMatch(each -> each.digest() == null || each.size() < 0)) {
            throw new EngineException.InvalidParameter("invalid manifest: " + what + " missing or incomplete");
        }
        return descriptors;
    }
}
