package dev.drydock.core.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.drydock.core.oci.Descriptor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One image of an archive, in Docker's {@code manifest.json}.
 *
 * @param config path of the configuration in the archive
 * @param repoTags names with tags; {@code null} for an image without any
 * @param layers paths of the layers' tars, lowest first
 * @param parent id of the image it was made from, when the archive has that, too
 * @param layerSources what each DiffId is, for those who read the archive as an OCI image layout
 */
record ArchiveManifest(
        @JsonProperty("Config") String config,
        @JsonProperty("RepoTags") @Nullable List<String> repoTags,
        @JsonProperty("Layers") List<String> layers,

        @JsonProperty("Parent") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String parent,

        @JsonProperty("LayerSources") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Map<String, Descriptor> layerSources) {
    ArchiveManifest {
        config = config == null ? "" : config;
        layers = layers == null
                ? List.of()
                : layers.stream().filter(Objects::nonNull).toList();
    }
}
