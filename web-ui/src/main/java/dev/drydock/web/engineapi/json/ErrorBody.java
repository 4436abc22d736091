package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Body of every answer that is not a success. */
public record ErrorBody(@JsonProperty("message") String message) {}
