package dev.drydock.web.engineapi.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step in {@code GET /images/NAME/history}, newest first. */
public record HistoryEntry(
        String comment,
        long created,
        String createdBy,
        String id,
        long size,
        @Nullable List<String> tags) {}
