package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the header {@code X-Docker-Container-Path-Stat} holds, the one document of the API with small first letters. */
public record PathStatBody(
        @JsonProperty("name") String name,
        @JsonProperty("size") long size,
        @JsonProperty("mode") long mode,
        @JsonProperty("mtime") String mtime,
        @JsonProperty("linkTarget") String linkTarget) {}
