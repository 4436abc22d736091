package dev.drydock.web.engineapi;

import dev.drydock.core.distribution.DaemonSettings;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code docker info} shows of the registries that a student has set. */
final class RegistryDocuments {
    private static final String HUB = "docker.io";

    private RegistryDocuments() {}

    /** @param config {@code RegistryConfig} of a lab host that has nothing set */
    static void show(ObjectNode config, DaemonSettings settings) {
        ArrayNode ranges = (ArrayNode) config.path("InsecureRegistryCIDRs");
        settings.insecureRanges().forEach(ranges::add);
        ObjectNode indexes = (ObjectNode) config.path("IndexConfigs");
        settings.mirrors().forEach(mirror -> {
            ((ArrayNode) config.path("Mirrors")).add(mirror + "/");
            ((ArrayNode) indexes.path(HUB).path("Mirrors")).add(mirror + "/");
        });
        for (String host : new TreeSet<>(settings.insecureHosts())) {
            ObjectNode index = indexes.putObject(host);
            index.put("Name", host).putArray("Mirrors");
            index.put("Secure", false).put("Official", false);
        }
    }
}
