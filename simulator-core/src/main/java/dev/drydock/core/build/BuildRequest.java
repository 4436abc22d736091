package dev.drydock.core.build;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.distribution.RegistryAuth;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code docker build} asks for.
 *
 * @param dockerfile its path in the context
 * @param tags names of the image
 * @param arguments values of {@code ARG}s; one without a value counts as not given
 * @param labels that the image gets at its end
 * @param target name or number of the stage to end with; empty for the last one
 * @param useCache whether what was made before may be used
 * @param pull whether base images are asked for at the registry also when they are here
 * @param remove take away the container of each step that went well
 * @param forceRemove also of one that failed
 * @param cacheFrom references of images whose layers may be used
 * @param host limits and network of the containers that run commands
 * @param auth what is known of a registry, by its name
 */
public record BuildRequest(
        String dockerfile,
        List<ImageReference> tags,
        Map<String, Optional<String>> arguments,
        Map<String, String> labels,
        Optional<String> target,
        boolean useCache,
        boolean pull,
        boolean remove,
        boolean forceRemove,
        List<String> cacheFrom,
        HostConfig host,
        Platform platform,
        Function<String, RegistryAuth> auth) {
    public BuildRequest {
        tags = List.copyOf(tags);
        arguments = Map.copyOf(arguments);
        labels = Map.copyOf(labels);
        cacheFrom = List.copyOf(cacheFrom);
    }
}
