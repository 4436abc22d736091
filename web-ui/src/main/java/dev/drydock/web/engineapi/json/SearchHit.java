package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One repository of {@code GET /images/search}. */
public record SearchHit(
        @JsonProperty("star_count") int stars,
        @JsonProperty("is_official") boolean isOfficial,
        @JsonProperty("name") String name,
        @JsonProperty("is_automated") boolean isAutomated,
        @JsonProperty("description") String description) {}
