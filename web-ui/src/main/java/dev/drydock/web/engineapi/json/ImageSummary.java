package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One image in {@code GET /images/json}. */
public record ImageSummary(
        long containers,
        long created,
        String id,
        @Nullable Map<String, String> labels,
        String parentId,
        List<String> repoDigests,
        List<String> repoTags,
        long sharedSize,
        long size,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long virtualSize) {
    /** As versions before 1.43 show one without any name. */
    public ImageSummary withNoNames() {
        if (!repoTags.isEmpty() || !repoDigests.isEmpty()) {
            return this;
        }
        return new ImageSummary(
                containers,
                created,
                id,
                labels,
                parentId,
                List.of("<none>@<none>"),
                List.of("<none>:<none>"),
                sharedSize,
                size,
                virtualSize);
    }

    /** As versions before 1.44 show it. */
    public ImageSummary withVirtualSize() {
        return new ImageSummary(
                containers, created, id, labels, parentId, repoDigests, repoTags, sharedSize, size, size);
    }
}
