package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Healthcheck} of a container's configuration; durations in nanoseconds. */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record HealthcheckBody(
        @Nullable List<String> test, long interval, long timeout, long startPeriod, long startInterval, int retries) {}
