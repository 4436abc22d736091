package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.NewVolume;
import dev.drydock.core.volume.PrunedVolumes;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeName;
import dev.drydock.core.volume.Volumes;
import dev.drydock.web.engineapi.json.Pruned;
import dev.drydock.web.engineapi.json.VolumeBody;
import dev.drydock.web.engineapi.json.VolumeCreate;
import dev.drydock.web.engineapi.json.VolumeList;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /volumes}. */
final class VolumeRoutes {
    /** What newer engines mark volumes with that were made without a name. */
    private static final String ANONYMOUS = "com.docker.volume.anonymous";

    private VolumeRoutes() {}

    static void install(RoutesConfig routes) {
        routes.get("/volumes", VolumeRoutes::list);
        routes.post("/volumes/create", VolumeRoutes::create);
        routes.post("/volumes/prune", VolumeRoutes::prune);
        routes.get("/volumes/{name}", VolumeRoutes::inspect);
        routes.delete("/volumes/{name}", VolumeRoutes::remove);
        routes.put("/volumes/{name}", VolumeRoutes::update);
    }

    private static Volumes volumes(Context context) {
        return LabEndPoint.engine(context).volumes();
    }

    private static void list(Context context) {
        List<VolumeBody> found = volumes(context).list(Query.filters(context)).stream()
                .map(volume -> body(volume, VersionPrefix.of(context), null))
                .toList();
        Json.answer(context, new VolumeList(found, null));
    }

    private static void create(Context context) {
        VolumeCreate request = RequestBody.read(context, VolumeCreate.class);
        if (request.clusterVolumeSpec() != null && !request.clusterVolumeSpec().isNull()) {
            throw new EngineException.NotImplemented("volumes of a cluster are not supported by this engine");
        }
        Optional<String> name = Optional.of(MountDocuments.text(request.name())).filter(text -> !text.isEmpty());
        Volume made = volumes(context)
                .create(new NewVolume(
                        name,
                        MountDocuments.text(request.driver()),
                        MountDocuments.orEmpty(request.driverOpts()),
                        MountDocuments.orEmpty(request.labels())));
        context.status(201);
        Json.answer(context, body(made, VersionPrefix.of(context), null));
    }

    private static void inspect(Context context) {
        Volume volume = volumes(context).find(context.pathParam("name"));
        Json.answer(context, body(volume, VersionPrefix.of(context), null));
    }

    private static void remove(Context context) {
        try {
            volumes(context).remove(context.pathParam("name"));
        } catch (EngineException.NotFound e) {
            if (!Query.flag(context, "force")) {
                throw e;
            }
        }
        context.status(204);
    }

    /** Only volumes of a cluster can be changed. */
    private static void update(Context context) {
        volumes(context).find(context.pathParam("name"));
        throw new EngineException.Unavailable(
                "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node"
                        + " to swarm and try again.");
    }

    private static void prune(Context context) {
        boolean evenNamed = VersionPrefix.of(context).isBefore(1, 42);
        PrunedVolumes pruned = volumes(context).prune(Query.filters(context), evenNamed);
        List<String> names = pruned.removed().stream().map(VolumeName::value).toList();
        Json.answer(context, new Pruned.Volumes(ContainerDocuments.nullIfEmpty(names), pruned.space()));
    }

    /** For {@code docker system df}, which as dockerd looks only at what lies in the engine's own directory; the newest first. */
    static List<VolumeBody> usage(Engine engine, ApiVersion version) {
        Volumes volumes = engine.volumes();
        return volumes.list().stream()
                .filter(volume -> volume.options().isEmpty())
                .sorted(Comparator.comparing((Volume volume) -> volume.name().value()))
                .map(volume -> body(
                        volume,
                        version,
                        new VolumeBody.UsageData(volumes.references(volume).size(), volumes.size(volume))))
                .toList();
    }

    private static VolumeBody body(Volume volume, ApiVersion version, VolumeBody.@Nullable UsageData usage) {
        Map<String, String> labels = new HashMap<>(volume.labels());
        if (volume.isAnonymous() && !version.isBefore(1, 42)) {
            labels.put(ANONYMOUS, "");
        }
        return new VolumeBody(
                Timestamps.rfc3339(volume.createdAt().truncatedTo(ChronoUnit.SECONDS)),
                Volume.DRIVER,
                nullIfEmpty(labels),
                volume.name().mountpoint(),
                volume.name().value(),
                nullIfEmpty(volume.options()),
                "local",
                usage);
    }

    private static @Nullable Map<String, String> nullIfEmpty(Map<String, String> map) {
        return map.isEmpty() ? null : new TreeMap<>(map);
    }
}
