package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.network.PortRequests;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.web.engineapi.json.ContainerSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Published ports as the API's documents show and ask for them. */
final class PortDocuments {
    private PortDocuments() {}

    /** Where a port of a running container is published; null for a port that is only exposed. */
    static @Nullable List<Map<String, String>> bindings(Container container, String port) {
        List<Map<String, String>> bindings = new ArrayList<>();
        for (PublishedPort published : container.ports()) {
            if (published.containerPort().equals(port)) {
                Map<String, String> binding = new LinkedHashMap<>();
                binding.put("HostIp", published.hostIp());
                binding.put("HostPort", Integer.toString(published.hostPort()));
                bindings.add(binding);
            }
        }
        return bindings.isEmpty() ? null : bindings;
    }

    /** In {@code docker ps}. */
    static List<ContainerSummary.Port> summary(Container container) {
        List<ContainerSummary.Port> ports = new ArrayList<>();
        for (String port : container.openPorts()) {
            if (!port.matches("[0-9]{1,5}(/[a-z]+)?")) {
                continue;
            }
            int number = PublishedPort.number(port);
            String type = PublishedPort.protocol(port);
            List<PublishedPort> published = container.ports().stream()
                    .filter(one -> one.containerPort().equals(port))
                    .toList();
            published.forEach(one -> ports.add(new ContainerSummary.Port(one.hostIp(), number, one.hostPort(), type)));
            if (published.isEmpty()) {
                ports.add(new ContainerSummary.Port(null, number, null, type));
            }
        }
        return ports;
    }

    static void write(ObjectNode document, HostConfig config) {
        ObjectNode bindings = document.putObject("PortBindings");
        new TreeMap<>(config.ports().bindings()).forEach((port, wanted) -> {
            ArrayNode list = bindings.putArray(port);
            wanted.forEach(
                    binding -> list.addObject().put("HostIp", binding.hostIp()).put("HostPort", binding.hostPort()));
        });
        document.put("PublishAllPorts", config.ports().all());
    }

    static PortRequests read(JsonNode document) {
        Map<String, List<PortRequests.Binding>> bindings = new TreeMap<>();
        JsonNode given = member(document, "PortBindings");
        given.properties().forEach(entry -> {
            List<PortRequests.Binding> wanted = entry.getValue()
                    .valueStream()
                    .map(binding -> new PortRequests.Binding(
                            member(binding, "HostIp").asString(""),
                            member(binding, "HostPort").asString("")))
                    .toList();
            if (!wanted.isEmpty()) {
                bindings.put(entry.getKey(), wanted);
            }
        });
        return new PortRequests(bindings, member(document, "PublishAllPorts").asBoolean(false));
    }

    /** Go reads members without regard to case. */
    private static JsonNode member(JsonNode document, String name) {
        return document.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(document.path(name));
    }
}
