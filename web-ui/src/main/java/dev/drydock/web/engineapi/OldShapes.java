package dev.drydock.web.engineapi;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Namespaces;
import dev.drydock.web.engineapi.json.ImageInspect;
import dev.drydock.web.engineapi.json.ImageSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents as clients of older versions of the API expect them. */
final class OldShapes {
    private OldShapes() {}

    /** Changes what {@code GET /info} answers today into what it answered then. */
    static ObjectNode info(ObjectNode info, ApiVersion version) {
        if (version.isBefore(1, 50)) {
            info.put("BridgeNfIptables", true).put("BridgeNfIp6tables", true);
        }
        if (version.isBefore(1, 49)) {
            for (String commit : List.of("ContainerdCommit", "RuncCommit", "InitCommit")) {
                ObjectNode document = (ObjectNode) info.path(commit);
                document.set("Expected", document.path("ID"));
            }
        }
        if (version.isBefore(1, 48)) {
            ((ObjectNode) info.path("RegistryConfig"))
                    .putNull("AllowNondistributableArtifactsCIDRs")
                    .putNull("AllowNondistributableArtifactsHostnames");
        }
        if (version.isBefore(1, 25)) {
            info.put("ExecutionDriver", "<not supported>");
            info.set("SecurityOptions", names(info.path("SecurityOptions")));
        }
        return info;
    }

    /** {@code VirtualSize} has always been the same as {@code Size}. */
    static ImageSummary image(ImageSummary summary, ApiVersion version) {
        ImageSummary named = version.isBefore(1, 43) ? summary.withNoNames() : summary;
        return version.isBefore(1, 44) ? named.withVirtualSize() : named;
    }

    static ImageInspect image(ImageInspect image, ApiVersion version) {
        ImageInspect sized = version.isBefore(1, 44) ? image.withVirtualSize() : image;
        return version.isBefore(1, 45) ? sized.withContainer("", ImageDocuments.noContainer()) : sized;
    }

    /**
     * What is said of limits that newer versions do not have.
     *
     * @param limits the members of a host configuration or of an update
     */
    static List<String> warnings(@Nullable JsonNode limits, ApiVersion version) {
        // No kernel that lab hosts run on limits it any longer, and dockerd drops it with these words.
        boolean drops = version.isBefore(1, 42) && ResourceDocuments.kernelMemory(limits) > 0;
        return drops
                ? List.of("Your kernel does not support kernel memory limit capabilities or the cgroup is not mounted."
                        + " Limitation discarded.")
                : List.of();
    }

    /** What older clients mean by a host configuration: they remove containers themselves and share their IPC. */
    static HostConfig hostConfig(HostConfig given, ApiVersion version) {
        return given.with(host -> {
            if (version.isBefore(1, 25)) {
                host.autoRemove = false;
            }
            if (version.isBefore(1, 40) && host.namespaces.ipc().isEmpty()) {
                Namespaces own = host.namespaces;
                host.namespaces = new Namespaces("shareable", own.pid(), own.uts(), own.user(), own.cgroup());
            }
        });
    }

    /** {@code name=seccomp,profile=builtin} was once {@code seccomp}. */
    private static ArrayNode names(JsonNode options) {
        ArrayNode names = Json.MAPPER.createArrayNode();
        for (JsonNode option : options) {
            String name = option.asString().split(",", 2)[0];
            names.add(name.substring(name.indexOf('=') + 1));
        }
        return names;
    }
}
