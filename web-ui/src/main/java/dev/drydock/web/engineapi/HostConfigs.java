package dev.drydock.web.engineapi;

import dev.drydock.core.container.Device;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Link;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.container.Namespaces;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.ContainerCreate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates {@code HostConfig} both ways. */
final class HostConfigs {
    private static final String BRIDGE = "bridge";
    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";
    private static final String SECCOMP = "seccomp=";
    /** What dockerd 28 shows for a container that was made without options. */
    private static final ObjectNode DEFAULTS = Json.template("host-config.json");

    private HostConfigs() {}

    /** @param links as the API shows them */
    static JsonNode document(HostConfig config, List<String> links) {
        ObjectNode document = DEFAULTS.deepCopy();
        RestartPolicy policy = config.restartPolicy();
        Security security = config.security();
        document.put("NetworkMode", config.networkMode());
        document.put("AutoRemove", config.autoRemove());
        document.putObject("RestartPolicy")
                .put("Name", policy.word())
                .put("MaximumRetryCount", policy instanceof RestartPolicy.OnFailure(int maximum) ? maximum : 0);
        document.put("Privileged", security.privileged());
        document.put("ReadonlyRootfs", config.readOnlyRoot());
        putList(document, "CapAdd", security.addedCapabilities());
        putList(document, "CapDrop", security.droppedCapabilities());
        putList(document, "SecurityOpt", securityOptions(config));
        if (config.init()) {
            document.put("Init", true);
        }
        if (security.privileged()) {
            document.putNull("MaskedPaths");
            document.putNull("ReadonlyPaths");
        } else if (security.systemPathsUnconfined()) {
            document.putArray("MaskedPaths");
            document.putArray("ReadonlyPaths");
        }
        putSharing(document, config);
        putNames(document, config);
        putList(document, "Links", links);
        MountDocuments.write(document, config.mounts());
        PortDocuments.write(document, config);
        ResourceDocuments.write(document, config.resources());
        return document;
    }

    private static void putSharing(ObjectNode document, HostConfig config) {
        Namespaces namespaces = config.namespaces();
        document.put("IpcMode", namespaces.ipc().isEmpty() ? Namespaces.DEFAULT.ipc() : namespaces.ipc())
                .put("PidMode", namespaces.pid())
                .put("UTSMode", namespaces.uts())
                .put("UsernsMode", namespaces.user())
                .put("CgroupnsMode", namespaces.cgroup().isEmpty() ? Namespaces.DEFAULT.cgroup() : namespaces.cgroup())
                .put("ShmSize", config.shmSize() == 0 ? HostConfig.DEFAULT_SHM_SIZE : config.shmSize());
        putList(document, "GroupAdd", config.groups());
        if (!config.sysctls().isEmpty()) {
            document.set("Sysctls", Json.MAPPER.valueToTree(config.sysctls()));
        }
        ArrayNode devices = document.putArray("Devices");
        config.devices()
                .forEach(device -> devices.addObject()
                        .put("PathOnHost", device.pathOnHost())
                        .put("PathInContainer", device.pathInContainer())
                        .put("CgroupPermissions", device.permissions()));
        ObjectNode log =
                document.putObject("LogConfig").put("Type", config.log().driver());
        log.set("Config", Json.MAPPER.valueToTree(config.log().options()));
    }

    private static void putNames(ObjectNode document, HostConfig config) {
        NameResolution names = config.names();
        putList(document, "Dns", names.servers());
        putList(document, "DnsSearch", names.searchDomains());
        putList(document, "DnsOptions", names.options());
        putList(document, "ExtraHosts", names.extraHosts());
        if (!config.tmpfs().isEmpty()) {
            document.set("Tmpfs", Json.MAPPER.valueToTree(config.tmpfs()));
        }
        if (!config.annotations().isEmpty()) {
            document.set("Annotations", Json.MAPPER.valueToTree(config.annotations()));
        }
        document.put("OomScoreAdj", config.oomScoreAdj());
        document.put("ContainerIDFile", config.containerIdFile());
    }

    private static void putList(ObjectNode document, String name, List<String> values) {
        if (!values.isEmpty()) {
            document.set(name, Json.MAPPER.valueToTree(values));
        }
    }

    private static List<String> securityOptions(HostConfig config) {
        Security security = config.security();
        List<String> options = new ArrayList<>();
        if (security.noNewPrivileges()) {
            options.add(NO_NEW_PRIVILEGES);
        }
        if (!security.seccompProfile().isEmpty()) {
            options.add(SECCOMP + security.seccompProfile());
        }
        // dockerd adds it whether the machine has labels or not.
        boolean sharesTheHost = config.namespaces().pid().equals("host")
                || config.namespaces().ipc().equals("host");
        if (security.privileged() || sharesTheHost) {
            options.add("label=disable");
        }
        return options;
    }

    /** Reads what a client sent; what it set beyond the supported is refused. */
    static HostConfig read(@Nullable JsonNode document) {
        if (document == null || document.isNull()) {
            return HostConfig.DEFAULT;
        }
        UnsupportedOptions.refuseHostConfig(document);
        ContainerCreate.Host host = Json.MAPPER.treeToValue(document, ContainerCreate.Host.class);
        UnsupportedOptions.refuse(host);
        String network = host.networkMode() == null ? "" : host.networkMode();
        return new HostConfig(
                network.isEmpty() || network.equals("default") ? BRIDGE : network,
                host.autoRemove(),
                restartPolicy(host.restartPolicy()),
                security(host),
                host.readonlyRootfs(),
                host.init() != null && host.init(),
                namespaces(host),
                ResourceDocuments.read(document),
                orEmpty(host.groupAdd()),
                orEmpty(host.devices()).stream().map(HostConfigs::device).toList(),
                host.sysctls() == null ? Map.of() : host.sysctls(),
                host.shmSize(),
                log(host.logConfig()),
                new NameResolution(
                        orEmpty(host.dns()),
                        orEmpty(host.dnsSearch()),
                        orEmpty(host.dnsOptions()),
                        orEmpty(host.extraHosts())),
                orEmpty(host.links()).stream().map(Link::parse).toList(),
                host.tmpfs() == null ? Map.of() : host.tmpfs(),
                host.oomScoreAdj(),
                host.annotations() == null ? Map.of() : host.annotations(),
                text(host.containerIdFile()),
                MountDocuments.read(host),
                PortDocuments.read(document));
    }

    private static Device device(ContainerCreate.Device device) {
        return new Device(text(device.pathOnHost()), text(device.pathInContainer()), text(device.cgroupPermissions()));
    }

    private static Namespaces namespaces(ContainerCreate.Host host) {
        return new Namespaces(
                text(host.ipcMode()),
                text(host.pidMode()),
                text(host.utsMode()),
                text(host.usernsMode()),
                text(host.cgroupnsMode()));
    }

    private static LogConfig log(ContainerCreate.@Nullable Log log) {
        String driver = log == null ? "" : text(log.type());
        return new LogConfig(
                driver.isEmpty() ? LogConfig.DEFAULT_DRIVER : driver,
                log == null || log.config() == null ? Map.of() : log.config());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static RestartPolicy restartPolicy(ContainerCreate.@Nullable Restart restart) {
        String name = restart == null || restart.name() == null ? "" : restart.name();
        int maximum = restart == null ? 0 : restart.maximumRetryCount();
        RestartPolicy policy = switch (name) {
            case "", "no" -> new RestartPolicy.No();
            case "always" -> new RestartPolicy.Always();
            case "unless-stopped" -> new RestartPolicy.UnlessStopped();
            case "on-failure" -> new RestartPolicy.OnFailure(maximum);
            default ->
                throw new EngineException.InvalidParameter("invalid restart policy: unknown policy '" + name
                        + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
        };
        if (maximum != 0 && !(policy instanceof RestartPolicy.OnFailure)) {
            throw new EngineException.InvalidParameter(
                    "invalid restart policy: maximum retry count can only be used with 'on-failure'");
        }
        return policy;
    }

    private static Security security(ContainerCreate.Host host) {
        boolean noNewPrivileges = false;
        String profile = "";
        for (String option : orEmpty(host.securityOpt())) {
            // Both separators are in use; the older one is a colon.
            String[] parts = option.split("[=:]", 2);
            String value = parts.length > 1 ? parts[1] : "";
            switch (parts[0]) {
                case NO_NEW_PRIVILEGES -> noNewPrivileges = value.isEmpty() || isTrue(option, value);
                case "seccomp" -> profile = value.equals("builtin") ? "" : value;
                // There is neither AppArmor nor SELinux in a lab host.
                case "apparmor", "label" -> requireNone(option, value);
                default -> throw new EngineException.InvalidParameter("invalid --security-opt 2: \"" + option + "\"");
            }
        }
        return new Security(
                orEmpty(host.capAdd()),
                orEmpty(host.capDrop()),
                host.privileged(),
                noNewPrivileges,
                profile,
                isUnconfined(host));
    }

    private static boolean isTrue(String option, String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new EngineException.InvalidParameter("invalid --security-opt 2: \"" + option + "\"");
        };
    }

    private static void requireNone(String option, String value) {
        if (!value.equals("unconfined") && !value.equals("disable")) {
            throw new EngineException.NotImplemented("--security-opt " + option
                    + " is not supported by this engine: its lab hosts have neither AppArmor nor SELinux");
        }
    }

    /** What the client makes of {@code --security-opt systempaths=unconfined}. */
    private static boolean isUnconfined(ContainerCreate.Host host) {
        boolean given = host.maskedPaths() != null || host.readonlyPaths() != null;
        if (given
                && !(orEmpty(host.maskedPaths()).isEmpty()
                        && orEmpty(host.readonlyPaths()).isEmpty())) {
            throw new EngineException.NotImplemented("lists of masked and read-only paths are not supported by this"
                    + " engine: there are the usual ones or none (--security-opt systempaths=unconfined)");
        }
        return given;
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
