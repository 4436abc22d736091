package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@code GET /images/NAME/json}. */
public record ImageInspect(
        String id,
        List<String> repoTags,
        List<String> repoDigests,
        String parent,
        String comment,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String created,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String container,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ContainerConfigBody containerConfig,
        String dockerVersion,
        String author,
        ContainerConfigBody config,
        String architecture,
        String os,
        long size,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long virtualSize,
        ContainerInspect.GraphDriver graphDriver,
        @JsonProperty("RootFS") RootFs rootFs,
        Metadata metadata) {
    /** As versions before 1.44 show it. */
    public ImageInspect withVirtualSize() {
        return new ImageInspect(
                id,
                repoTags,
                repoDigests,
                parent,
                comment,
                created,
                container,
                containerConfig,
                dockerVersion,
                author,
                config,
                architecture,
                os,
                size,
                size,
                graphDriver,
                rootFs,
                metadata);
    }

    /** As versions before 1.45 show it: with the container that the image was made from. */
    public ImageInspect withContainer(String id, ContainerConfigBody made) {
        return new ImageInspect(
                this.id,
                repoTags,
                repoDigests,
                parent,
                comment,
                created,
                id,
                made,
                dockerVersion,
                author,
                config,
                architecture,
                os,
                size,
                virtualSize,
                graphDriver,
                rootFs,
                metadata);
    }

    public record RootFs(String type, List<String> layers) {}

    public record Metadata(String lastTagTime) {}
}
