package dev.drydock.web.engineapi.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /exec/ID/start}. */
public record ExecStart(
        boolean detach, boolean tty, @Nullable List<Integer> consoleSize) {}
