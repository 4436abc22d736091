package dev.drydock.web.engineapi.json;

/**
 * One entry of {@code GET /containers/ID/changes}.
 *
 * @param kind 0 modified, 1 added, 2 deleted
 */
public record ChangeBody(String path, int kind) {}
