package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refers to a blob by type, digest and size (OCI image specification 1.1, "Content Descriptors"). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Descriptor(
        String mediaType,
        String digest,
        long size,
        @Nullable Platform platform,
        @Nullable Map<String, String> annotations) {
    public Descriptor(String mediaType, String digest, long size) {
        this(mediaType, digest, size, null, null);
    }
}
