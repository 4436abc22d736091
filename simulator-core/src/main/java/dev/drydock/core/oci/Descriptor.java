package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
    /** Documents of elsewhere may lack what is required: it is then found to be no digest and no known type. */
    public Descriptor {
        mediaType = mediaType == null ? "" : mediaType;
        digest = digest == null ? "" : digest;
    }

    public Descriptor(String mediaType, String digest, long size) {
        this(mediaType, digest, size, null, null);
    }

    /** Whether it is an image for several platforms. */
    @JsonIgnore
    public boolean isIndex() {
        return mediaType.equals(MediaTypes.INDEX) || mediaType.equals(MediaTypes.DOCKER_LIST);
    }

    /** Whether it may be taken for a machine: it says nothing about platforms, or names that one. */
    public boolean isFor(Platform wanted) {
        return platform == null
                || (platform.os().equals(wanted.os()) && platform.architecture().equals(wanted.architecture()));
    }
}
