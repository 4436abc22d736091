package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of {@code GET /events}; the first three members are what API 1.21 and older had. */
public record EventBody(
        @JsonProperty("status") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String status,

        @JsonProperty("id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String id,

        @JsonProperty("from") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String from,

        String type,
        String action,
        Actor actor,
        @JsonProperty("scope") String scope,
        @JsonProperty("time") long time,
        @JsonProperty("timeNano") long timeNano) {
    public record Actor(@JsonProperty("ID") String id, Map<String, String> attributes) {}
}
