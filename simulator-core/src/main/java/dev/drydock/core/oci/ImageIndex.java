package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same image for several platforms (OCI image specification 1.1, "Image Index"). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageIndex(
        int schemaVersion,
        String mediaType,
        List<Descriptor> manifests,
        @Nullable Map<String, String> annotations) {
    public ImageIndex {
        manifests = manifests == null
                ? List.of()
                : manifests.stream().filter(Objects::nonNull).toList();
    }
}
