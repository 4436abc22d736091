package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** One line of {@code POST /images/create}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PullProgress(
        @JsonProperty("status") String status,
        @JsonProperty("id") @Nullable String id) {}
