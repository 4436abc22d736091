package dev.drydock.web.engineapi;

import dev.drydock.core.container.Health;
import dev.drydock.core.container.Healthcheck;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.web.engineapi.json.ContainerInspect;
import dev.drydock.web.engineapi.json.HealthcheckBody;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Health checks and what they found, as the API's documents show them. */
final class Healthchecks {
    /** The first version of the API that knows {@code StartInterval}. */
    private static final ApiVersion START_INTERVAL = new ApiVersion(1, 44);

    private Healthchecks() {}

    static Optional<Healthcheck> read(Context context, @Nullable HealthcheckBody body) {
        if (body == null) {
            return Optional.empty();
        }
        boolean knowsStartInterval = VersionPrefix.of(context).compareTo(START_INTERVAL) >= 0;
        return Optional.of(new Healthcheck(
                HostConfigs.orEmpty(body.test()),
                Duration.ofNanos(body.interval()),
                Duration.ofNanos(body.timeout()),
                Duration.ofNanos(body.startPeriod()),
                Duration.ofNanos(knowsStartInterval ? body.startInterval() : 0),
                body.retries()));
    }

    static @Nullable HealthcheckBody document(Optional<Healthcheck> check) {
        return check.map(given -> new HealthcheckBody(
                        ContainerDocuments.nullIfEmpty(given.test()),
                        given.interval().toNanos(),
                        given.timeout().toNanos(),
                        given.startPeriod().toNanos(),
                        given.startInterval().toNanos(),
                        given.retries()))
                .orElse(null);
    }

    /** As an image keeps it. */
    static ImageConfig.@Nullable Healthcheck image(@Nullable HealthcheckBody body) {
        return body == null
                ? null
                : new ImageConfig.Healthcheck(
                        body.test(),
                        body.interval(),
                        body.timeout(),
                        body.startPeriod(),
                        body.startInterval(),
                        body.retries());
    }

    static @Nullable HealthcheckBody document(ImageConfig.@Nullable Healthcheck check) {
        return check == null
                ? null
                : new HealthcheckBody(
                        check.test(),
                        check.interval(),
                        check.timeout(),
                        check.startPeriod(),
                        check.startInterval(),
                        check.retries());
    }

    static ContainerInspect.@Nullable Health state(Optional<Health> health) {
        return health.map(
                        found -> new ContainerInspect.Health(found.status().word(), found.failingStreak(), log(found)))
                .orElse(null);
    }

    private static List<ContainerInspect.Probe> log(Health health) {
        return health.log().stream()
                .map(result -> new ContainerInspect.Probe(
                        Timestamps.rfc3339(result.start()),
                        Timestamps.rfc3339(result.end()),
                        result.exitCode(),
                        result.output()))
                .toList();
    }
}
