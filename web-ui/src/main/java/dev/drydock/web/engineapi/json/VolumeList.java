package dev.drydock.web.engineapi.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@code GET /volumes}. */
public record VolumeList(List<VolumeBody> volumes, @Nullable List<String> warnings) {}
