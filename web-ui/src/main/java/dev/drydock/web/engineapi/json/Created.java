package dev.drydock.web.engineapi.json;

import java.util.List;

/** Answer to {@code POST /containers/create}. */
public record Created(String id, List<String> warnings) {}
