package dev.drydock.web.engineapi;

import dev.drydock.core.container.EndpointConfig;
import dev.drydock.web.engineapi.json.ContainerCreate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads how a container is to be on networks. */
final class EndpointSettingsReader {
    private EndpointSettingsReader() {}

    /** Of all networks that are named when a container is made. */
    static List<EndpointConfig> read(ContainerCreate request) {
        ContainerCreate.NetworkingConfig networking = request.networkingConfig();
        if (networking == null || networking.endpointsConfig() == null) {
            return List.of();
        }
        List<EndpointConfig> configs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : networking.endpointsConfig().entrySet()) {
            configs.add(read(entry.getKey(), entry.getValue()));
        }
        return configs;
    }

    static EndpointConfig read(String network, JsonNode settings) {
        UnsupportedOptions.refuseEndpoint(settings);
        return new EndpointConfig(
                network,
                texts(settings.path("Aliases")),
                settings.path("IPAMConfig").path("IPv4Address").asString(""),
                settings.path("IPAMConfig").path("IPv6Address").asString(""),
                texts(settings.path("Links")),
                settings.path("MacAddress").asString(""),
                settings.path("GwPriority").asInt(0));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream()
                .map(value -> value.asString(""))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
