package dev.drydock.web.engineapi.json;

/** Answer that consists of an id. */
public record IdBody(String id) {}
