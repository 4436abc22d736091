package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Machine that an image runs on: Go's names ({@code linux}, {@code amd64}). OCI image index specification. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Platform(
        String architecture, String os, @Nullable String variant) {
    public Platform {
        architecture = architecture == null ? "" : architecture;
        os = os == null ? "" : os;
    }
}
