package dev.drydock.web.engineapi;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.RestartPolicy;
import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.ContainerCreate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates {@code HostConfig} both ways. */
final class HostConfigs {
    private static final String BRIDGE = "bridge";
    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";
    private static final String SECCOMP_UNCONFINED = "seccomp=unconfined";
    /** What dockerd 28 shows for a container that was made without options. */
    private static final ObjectNode DEFAULTS = Json.template("host-config.json");

    private HostConfigs() {}

    static JsonNode document(HostConfig config) {
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
        putList(document, "SecurityOpt", securityOptions(security));
        if (config.init()) {
            document.put("Init", true);
        }
        if (security.privileged()) {
            document.putNull("MaskedPaths");
            document.putNull("ReadonlyPaths");
        }
        return document;
    }

    private static void putList(ObjectNode document, String name, List<String> values) {
        if (!values.isEmpty()) {
            document.set(name, Json.MAPPER.valueToTree(values));
        }
    }

    private static List<String> securityOptions(Security security) {
        List<String> options = new ArrayList<>();
        if (security.noNewPrivileges()) {
            options.add(NO_NEW_PRIVILEGES);
        }
        if (security.seccompUnconfined()) {
            options.add(SECCOMP_UNCONFINED);
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
        String network = host.networkMode() == null ? "" : host.networkMode();
        return new HostConfig(
                network.isEmpty() || network.equals("default") ? BRIDGE : network,
                host.autoRemove(),
                restartPolicy(host.restartPolicy()),
                security(host),
                host.readonlyRootfs(),
                host.init() != null && host.init());
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
        boolean unconfined = false;
        for (String option : orEmpty(host.securityOpt())) {
            switch (option) {
                case NO_NEW_PRIVILEGES, "no-new-privileges:true", "no-new-privileges=true" -> noNewPrivileges = true;
                case "no-new-privileges:false", "no-new-privileges=false" -> noNewPrivileges = false;
                case SECCOMP_UNCONFINED, "seccomp:unconfined" -> unconfined = true;
                case "seccomp=builtin", "apparmor=unconfined", "label=disable" -> {}
                default ->
                    throw new EngineException.NotImplemented("--security-opt " + option
                            + " is not supported by this engine: it knows no-new-privileges and seccomp=unconfined");
            }
        }
        return new Security(
                orEmpty(host.capAdd()), orEmpty(host.capDrop()), host.privileged(), noNewPrivileges, unconfined);
    }

    static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
