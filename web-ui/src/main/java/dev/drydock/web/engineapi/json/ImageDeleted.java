package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One step of removing images: a name, an image or a layer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageDeleted(
        @Nullable String untagged, @Nullable String deleted) {}
