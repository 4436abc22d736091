package dev.drydock.web.engineapi;

import dev.drydock.core.build.BuildFailure;
import dev.drydock.core.build.BuildRequest;
import dev.drydock.core.build.BuildUpload;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.oci.PlatformChoice;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.engineapi.json.ProgressLine;
import dev.drydock.web.unixsocket.UnreadBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /build}: {@code docker build} with Docker's classic builder. */
final class BuildRoutes {
    static final String BUILDKIT = "this engine builds with Docker's classic builder, which needs no BuildKit:"
            + " unset DOCKER_BUILDKIT, or set DOCKER_BUILDKIT=0, and build again";

    private static final List<String> LIMITS =
            List.of("memory", "memswap", "cpushares", "cpuperiod", "cpuquota", "shmsize");
    private static final Map<String, String> MEMBERS = Map.of(
            "memory", "Memory",
            "memswap", "MemorySwap",
            "cpushares", "CpuShares",
            "cpuperiod", "CpuPeriod",
            "cpuquota", "CpuQuota",
            "shmsize", "ShmSize");

    private BuildRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/build", BuildRoutes::build);
    }

    private static void build(Context context) throws IOException {
        Engine engine = LabEndPoint.engine(context);
        BuildRequest request;
        try {
            request = request(context);
        } catch (EngineException e) {
            UnreadBody.discard(context);
            throw e;
        }
        boolean isQuiet = Query.flag(context, "q");
        Cancellation cancellation = new Cancellation();
        try (ProgressAnswer answer = new ProgressAnswer(context, cancellation::cancel)) {
            BuildUpload upload = new BuildUpload(context.req().getInputStream(), () -> UnreadBody.discard(context));
            BuildAnswer listener = new BuildAnswer(answer, isQuiet);
            answer.run(() -> HeavyWork.onThread(() -> {
                try {
                    ImageId built = engine.builds().build(request, upload, listener, cancellation);
                    if (isQuiet) {
                        answer.write(ProgressLine.stream(built + "\n"));
                    }
                } catch (BuildFailure e) {
                    answer.write(ProgressLine.error(String.valueOf(e.getMessage()), e.exitCode()));
                }
            }));
        }
    }

    private static BuildRequest request(Context context) {
        refuse(context);
        Platform machine = Platforms.machine();
        return new BuildRequest(
                Query.text(context, "dockerfile"),
                names(context),
                arguments(context),
                texts(json(context, "labels")),
                Query.optional(context, "target"),
                !Query.flag(context, "nocache"),
                Query.flag(context, "pull"),
                Query.text(context, "rm").isEmpty() || Query.flag(context, "rm"),
                Query.flag(context, "forcerm"),
                cacheFrom(context),
                host(context),
                Query.optional(context, "platform")
                        .map(text -> PlatformChoice.parse(text, machine))
                        .orElse(machine),
                auth(context));
    }

    private static void refuse(Context context) {
        if (Query.text(context, "version").equals("2")) {
            throw new EngineException.NotImplemented(BUILDKIT);
        }
        if (Query.flag(context, "squash")) {
            throw new EngineException.InvalidParameter("squash is only supported with experimental mode");
        }
        if (!Query.text(context, "outputs").isEmpty()
                && !Query.text(context, "outputs").equals("[]")) {
            throw new EngineException.InvalidParameter("the --output option needs BuildKit, which this engine has not");
        }
        String remote = Query.text(context, "remote");
        if (!remote.isEmpty() && !remote.equals("client-session")) {
            throw new EngineException.Forbidden("building from " + remote + " is not allowed on this lab host:"
                    + " get the files and build from their directory");
        }
    }

    private static List<ImageReference> names(Context context) {
        List<ImageReference> names = new ArrayList<>();
        for (String text : context.queryParams("t")) {
            if (text.isEmpty()) {
                continue;
            }
            ImageReference name = ImageReference.parse(text);
            if (name.digest().isPresent()) {
                throw new EngineException.InvalidParameter("build tag cannot contain a digest");
            }
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static Map<String, Optional<String>> arguments(Context context) {
        Map<String, Optional<String>> arguments = new HashMap<>();
        json(context, "buildargs")
                .properties()
                .forEach(member -> arguments.put(
                        member.getKey(),
                        member.getValue().isNull()
                                ? Optional.empty()
                                : Optional.of(member.getValue().asString(""))));
        return arguments;
    }

    private static List<String> cacheFrom(Context context) {
        return json(context, "cachefrom")
                .valueStream()
                .map(value -> value.asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Map<String, String> texts(JsonNode document) {
        Map<String, String> texts = new HashMap<>();
        document.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString("")));
        return texts;
    }

    /** An empty object where there is none. */
    private static JsonNode json(Context context, String name) {
        String text = Query.text(context, name);
        try {
            JsonNode read = Json.MAPPER.readTree(text.isEmpty() ? "{}" : text);
            return read.isNull() ? Json.MAPPER.createObjectNode() : read;
        } catch (JacksonException e) {
            throw new EngineException.InvalidParameter("error reading build " + name + ": it is no JSON", e);
        }
    }

    /** Limits and network of the containers, through the same door as those of {@code docker run}. */
    private static HostConfig host(Context context) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        for (String limit : LIMITS) {
            String value = Query.text(context, limit);
            if (!value.isEmpty()) {
                document.put(String.valueOf(MEMBERS.get(limit)), GoNumbers.atoi(value));
            }
        }
        document.put("CpusetCpus", Query.text(context, "cpusetcpus"));
        document.put("CpusetMems", Query.text(context, "cpusetmems"));
        document.put("NetworkMode", Query.text(context, "networkmode"));
        JsonNode ulimits = json(context, "ulimits");
        if (ulimits.isArray()) {
            document.set("Ulimits", ulimits);
        }
        List<String> hosts = Query.optional(context, "extrahosts")
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
        if (!hosts.isEmpty()) {
            hosts.forEach(document.putArray("ExtraHosts")::add);
        }
        return HostConfigs.read(document);
    }

    /** {@code X-Registry-Config}: what the client knows of registries, by their names. */
    private static Function<String, RegistryAuth> auth(Context context) {
        String header = context.header("X-Registry-Config");
        if (header == null || header.isEmpty()) {
            return _ -> RegistryAuth.NONE;
        }
        JsonNode known;
        try {
            byte[] text = Base64.getUrlDecoder().decode(header.replace('+', '-').replace('/', '_'));
            known = Json.MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException e) {
            // As dockerd: what cannot be read counts as none.
            return _ -> RegistryAuth.NONE;
        }
        return domain -> {
            String name = domain.equals("docker.io") ? "https://index.docker.io/v1/" : domain;
            return known.has(name) ? RegistryHeader.auth(known.get(name)) : RegistryAuth.NONE;
        };
    }
}
