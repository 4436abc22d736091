package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code POST /auth}. */
public record LoginBody(
        @JsonProperty("IdentityToken") String identityToken,
        @JsonProperty("Status") String status) {}
