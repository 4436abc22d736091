package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /distribution/NAME/json}. */
public record DistributionBody(
        @JsonProperty("Descriptor") Descriptor descriptor,
        @JsonProperty("Platforms") List<Platform> platforms) {
    /** Of the manifest. */
    public record Descriptor(
            @JsonProperty("mediaType") String mediaType,
            @JsonProperty("digest") String digest,
            @JsonProperty("size") long size) {}

    /** One that the image is for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Platform(
            @JsonProperty("architecture") String architecture,
            @JsonProperty("os") String os,
            @JsonProperty("variant") @Nullable String variant) {}
}
