package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Answer to {@code POST /containers/ID/wait}. */
public record WaitResult(
        int statusCode,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Failure error) {
    public record Failure(String message) {}
}
