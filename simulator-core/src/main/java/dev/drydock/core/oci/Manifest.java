package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One image: its configuration and compressed layers, lowest first (OCI image specification 1.1, "Image Manifest"). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        int schemaVersion,
        String mediaType,
        Descriptor config,
        List<Descriptor> layers,
        @Nullable Map<String, String> annotations) {
    public Manifest {
        config = config == null ? new Descriptor("", "", 0) : config;
        layers = layers == null
                ? List.of()
                : layers.stream().filter(Objects::nonNull).toList();
    }
}
