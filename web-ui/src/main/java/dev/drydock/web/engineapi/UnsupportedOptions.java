package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.web.engineapi.json.ContainerCreate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Options that Docker has and this engine has not: set to anything but their default they are refused by the name under
 * which the user typed them, never silently dropped.
 */
final class UnsupportedOptions {
    /** Members of HostConfig and the CLI's options that set them. */
    private static final Map<String, String> HOST_OPTIONS = ignoringCase(
            Map.entry("DeviceCgroupRules", "--device-cgroup-rule"),
            Map.entry("CgroupParent", "--cgroup-parent"),
            Map.entry("BlkioWeightDevice", "--blkio-weight-device"),
            Map.entry("BlkioDeviceReadBps", "--device-read-bps"),
            Map.entry("BlkioDeviceWriteBps", "--device-write-bps"),
            Map.entry("BlkioDeviceReadIOps", "--device-read-iops"),
            Map.entry("BlkioDeviceWriteIOps", "--device-write-iops"));

    /** What dockerd says of options that it has and no lab host can have. */
    private static final Map<String, String> SENTENCES = ignoringCase(
            Map.entry("StorageOpt", "--storage-opt is supported only for overlay over xfs with 'pquota' mount option"),
            Map.entry("CpuRealtimePeriod", "Your kernel does not support CPU real-time scheduler"),
            Map.entry("CpuRealtimeRuntime", "Your kernel does not support CPU real-time scheduler"));

    private static final Set<String> RUNTIMES = Set.of("", "runc", "io.containerd.runc.v2");

    private UnsupportedOptions() {}

    /** Go reads members without regard to case, so a wish in small letters is a wish too. */
    @SafeVarargs
    private static Map<String, String> ignoringCase(Map.Entry<String, String>... options) {
        Map<String, String> result = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> option : options) {
            result.put(option.getKey(), option.getValue());
        }
        return result;
    }

    static void refuseHostConfig(JsonNode hostConfig) {
        if (!hostConfig.isObject()) {
            throw new EngineException.InvalidParameter(
                    "invalid JSON: unexpected value in field HostConfig, want object");
        }
        hostConfig.properties().forEach(member -> {
            if (member.getKey().equalsIgnoreCase("DeviceRequests") && isSet(member)) {
                throw noDevices(member.getValue().path(0));
            }
            String option = HOST_OPTIONS.get(member.getKey());
            if (option != null && isSet(member)) {
                throw notSupported(option);
            }
            String sentence = SENTENCES.get(member.getKey());
            if (sentence != null && isSet(member)) {
                throw new EngineException.InvalidParameter(sentence);
            }
        });
    }

    /** dockerd's sentence on a machine without graphics processors, which it says at the start. */
    private static EngineException noDevices(JsonNode request) {
        List<String> wanted = new ArrayList<>();
        for (JsonNode all : request.path("Capabilities")) {
            wanted.add(all.valueStream()
                    .map(capability -> capability.asString(""))
                    .collect(Collectors.joining(" ", "[", "]")));
        }
        return new EngineException.InvalidParameter("could not select device driver "
                + GoNumbers.quote(request.path("Driver").asString("")) + " with capabilities: ["
                + String.join(" ", wanted) + "]");
    }

    private static boolean isSet(Map.Entry<String, JsonNode> member) {
        return isSet(member.getValue());
    }

    private static boolean isSet(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case STRING -> !value.stringValue().isEmpty();
            default -> !value.isEmpty();
        };
    }

    /** There is one runtime and one kind of isolation. */
    static void refuse(ContainerCreate.Host host) {
        String runtime = host.runtime() == null ? "" : host.runtime();
        if (!RUNTIMES.contains(runtime)) {
            throw new EngineException.InvalidParameter("unknown or invalid runtime name: " + runtime);
        }
        String isolation = host.isolation() == null ? "" : host.isolation();
        if (!isolation.isEmpty() && !isolation.equals("default")) {
            throw new EngineException.InvalidParameter(
                    "Invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
        }
    }

    static void refuse(ContainerCreate create) {
        if (create.networkDisabled()) {
            throw notSupported("NetworkDisabled");
        }
        ContainerCreate.NetworkingConfig networking = create.networkingConfig();
        if (networking != null && networking.endpointsConfig() != null) {
            refuseEndpoints(networking.endpointsConfig());
        }
    }

    private static void refuseEndpoints(Map<String, JsonNode> endpoints) {
        endpoints.values().forEach(UnsupportedOptions::refuseEndpoint);
    }

    static void refuseEndpoint(JsonNode endpoint) {
        JsonNode ipam = endpoint.path("IPAMConfig");
        if (isSet(ipam.path("LinkLocalIPs"))) {
            throw notSupported("--link-local-ip");
        }
        if (isSet(endpoint.path("DriverOpts"))) {
            throw notSupported("--network driver-opt");
        }
    }

    static EngineException notSupported(String option) {
        return new EngineException.NotImplemented(option + " is not supported by this engine");
    }
}
