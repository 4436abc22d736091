package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.Device;
import dev.drydock.core.container.Namespaces.Choice;
import dev.drydock.core.container.NetworkChange;
import dev.drydock.core.container.NetworkSandbox;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.container.RuntimeSpec.NamespaceChoices;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.DefaultRoutes;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.network.SubDevices;
import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.List;

/** The fields of labd's START and EXEC. */
final class Requests {
    private static final int TERMINAL = 1;
    private static final int INPUT_OPEN = 2;
    private static final int NO_NEW_PRIVILEGES = 4;
    private static final int INIT = 8;

    private static final int READ_ONLY_ROOT = 1;
    private static final int LAB_NETWORK = 2;
    private static final int LAB_PID = 4;
    private static final int LAB_IPC = 8;
    private static final int LAB_UTS = 16;
    private static final int SYSTEM_WRITABLE = 32;
    private static final int LAB_CGROUP = 64;
    private static final int NAMES = 128;

    private static final int CHANGE_NAMES = 1;
    private static final int DATAGRAMS = 1;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;

    private static final int ISOLATED = 1;

    private static final int ATTRIBUTE_READ_ONLY = 1;
    private static final int ATTRIBUTE_NOSUID = 2;
    private static final int ATTRIBUTE_NODEV = 4;
    private static final int ATTRIBUTE_NOEXEC = 8;

    /** Fields of any process in a container. */
    Fields process(String name, ProcessSpec process, Confinement confinement, boolean init) {
        Capabilities capabilities = process.privileged() ? Capabilities.all() : confinement.capabilities();
        int flags = (process.terminal() ? TERMINAL : 0)
                | (process.openInput() ? INPUT_OPEN : 0)
                | (confinement.security().noNewPrivileges() ? NO_NEW_PRIVILEGES : 0)
                | (init ? INIT : 0);
        Fields fields = new Fields()
                .text(Tag.ID, name)
                .texts(Tag.ARGUMENT, process.arguments())
                .texts(Tag.ENVIRONMENT, process.environment())
                .text(Tag.DIRECTORY, process.workingDirectory())
                .text(Tag.USER, process.user())
                .texts(Tag.GROUP, process.groups())
                .number(Tag.FLAGS, flags)
                .number(Tag.ROWS, process.size().rows())
                .number(Tag.COLUMNS, process.size().columns())
                .longNumber(Tag.CAPABILITIES, capabilities.mask());
        confinement.ulimits().forEach(limit -> fields.bytes(Tag.RLIMIT, Rlimits.field(limit)));
        Filters.of(confinement.security(), capabilities).ifPresent(filter -> fields.bytes(Tag.SECCOMP, filter));
        return fields;
    }

    /** Fields of a container around its first process. */
    Fields container(String name, RuntimeSpec spec, Confinement confinement) {
        Fields fields = process(name, spec.process(), confinement, spec.init())
                .text(Tag.HOSTNAME, spec.hostname())
                .text(Tag.HOSTS, spec.hosts() + "\n");
        if (!spec.resolver().isEmpty()) {
            fields.text(Tag.RESOLV, spec.resolver() + "\n");
        }
        fields.texts(
                Tag.TARGET, spec.devices().stream().map(Device::pathInContainer).toList());
        mounts(fields, spec);
        spec.sysctls().forEach((key, value) -> fields.text(Tag.SYSCTL, key + "=" + value));
        fields.longNumber(Tag.SHM_SIZE, spec.shmSize());
        if (!spec.domainname().isEmpty()) {
            fields.text(Tag.DOMAIN, spec.domainname());
        }
        if (!spec.security().privileged() && !spec.security().systemPathsUnconfined()) {
            fields.texts(Tag.MASK, HiddenPaths.MASKED).texts(Tag.READONLY, HiddenPaths.READ_ONLY);
        }
        int flags = namespaces(fields, spec.namespaces())
                | (spec.readOnlyRoot() ? READ_ONLY_ROOT : 0)
                | (spec.security().privileged() ? SYSTEM_WRITABLE : 0);
        switch (spec.network()) {
            case NetworkSandbox.Own(var endpoints, var defaultRoutes, var hasNames) -> {
                flags |= hasNames ? NAMES : 0;
                endpoints.forEach(endpoint -> fields.nested(Tag.ENDPOINT, endpoint(endpoint, defaultRoutes)));
            }
            case NetworkSandbox.Host _ -> flags |= LAB_NETWORK;
            case NetworkSandbox.Shared(var container) -> fields.text(Tag.JOIN, ProcessNames.of(container));
        }
        return fields.number(Tag.CONTAINER_FLAGS, flags);
    }

    /** Fields of PUBLISH. */
    Fields publish(ContainerId id, List<PublishedPort> ports, Inet4Address target) {
        Fields fields = new Fields().text(Tag.ID, ProcessNames.of(id));
        for (PublishedPort port : ports) {
            fields.nested(
                    Tag.PUBLISHED,
                    new Fields()
                            .bytes(Tag.ADDRESS, Addresses.bytes(port.hostIp()))
                            .number(Tag.PORT, port.hostPort())
                            .number(
                                    Tag.FLAGS,
                                    PublishedPort.protocol(port.containerPort()).equals("udp") ? DATAGRAMS : 0)
                            .bytes(Tag.GATEWAY, target.getAddress())
                            .number(Tag.TARGET_PORT, PublishedPort.number(port.containerPort())));
        }
        return fields;
    }

    /** What Docker says when its proxy cannot listen, in Go's words for errors; without a cause where the lab is it. */
    static SystemFailure notPublished(LabdRefusal refusal) {
        String sentence = "Error starting userland proxy: " + refusal.stage() + ": ";
        return switch (refusal.errno()) {
            case EADDRINUSE -> new SystemFailure(sentence + "address already in use");
            case EADDRNOTAVAIL -> new SystemFailure(sentence + "cannot assign requested address");
            default -> new SystemFailure(sentence + refusal.sentence(), refusal);
        };
    }

    /** Fields of NETWORK. */
    Fields change(NetworkChange change) {
        Fields fields = new Fields()
                .text(Tag.ID, ProcessNames.of(change.container()))
                .number(Tag.FLAGS, change.hasNames() ? CHANGE_NAMES : 0)
                .text(Tag.HOSTS, change.hosts() + "\n")
                .texts(
                        Tag.REMOVED,
                        change.removed().stream().map(Endpoint::device).toList());
        change.added().forEach(endpoint -> fields.nested(Tag.ENDPOINT, endpoint(endpoint, DefaultRoutes.NOWHERE)));
        DefaultRoutes routes = change.defaultRoutes();
        routes.ipv4().ifPresent(gateway -> fields.bytes(Tag.DEFAULT_ROUTE, gateway.getAddress()));
        routes.ipv6().ifPresent(gateway -> fields.bytes(Tag.DEFAULT_ROUTE6, gateway.getAddress()));
        if (!change.resolver().isEmpty()) {
            fields.text(Tag.RESOLV, change.resolver() + "\n");
        }
        return fields;
    }

    private static int namespaces(Fields fields, NamespaceChoices choices) {
        if (choices.ipc() instanceof Choice.Shared(var container)) {
            fields.text(Tag.JOIN_IPC, ProcessNames.of(container));
        }
        if (choices.pid() instanceof Choice.Shared(var container)) {
            fields.text(Tag.JOIN_PID, ProcessNames.of(container));
        }
        return (choices.ipc() instanceof Choice.Lab ? LAB_IPC : 0)
                | (choices.pid() instanceof Choice.Lab ? LAB_PID : 0)
                | (choices.uts() instanceof Choice.Lab ? LAB_UTS : 0)
                | (choices.cgroup() instanceof Choice.Lab ? LAB_CGROUP : 0);
    }

    /** In the order in which they are made; a file system in memory says after how many of the others it comes. */
    private static void mounts(Fields fields, RuntimeSpec spec) {
        int targets = spec.devices().size();
        for (Mount mount : spec.mounts()) {
            switch (mount) {
                case BindMount _, VolumeMount _ -> {
                    fields.text(Tag.TARGET, mount.destination());
                    targets++;
                }
                case TmpfsMount tmpfs -> fields.nested(Tag.TMPFS, tmpfs(tmpfs, targets));
            }
        }
    }

    private static Fields tmpfs(TmpfsMount mount, int after) {
        int attributes = (mount.isReadOnly() ? ATTRIBUTE_READ_ONLY : 0)
                | (mount.isSetuid() ? 0 : ATTRIBUTE_NOSUID)
                | (mount.hasDevices() ? 0 : ATTRIBUTE_NODEV)
                | (mount.isExecutable() ? 0 : ATTRIBUTE_NOEXEC);
        return new Fields()
                .text(Tag.TARGET, mount.destination())
                .number(Tag.AFTER, after)
                .number(Tag.MOUNT_ATTRIBUTES, attributes)
                .texts(Tag.MOUNT_OPTION, mount.options());
    }

    private static Fields endpoint(Endpoint endpoint, DefaultRoutes routes) {
        Fields fields = new Fields()
                .text(Tag.BRIDGE_NAME, endpoint.bridge())
                .text(Tag.DEVICE, endpoint.device())
                .bytes(Tag.ADDRESS, endpoint.address().getAddress())
                .number(Tag.PREFIX, endpoint.prefixLength())
                .number(Tag.FLAGS, endpoint.link().isolated() ? ISOLATED : 0)
                .number(Tag.MTU, endpoint.link().mtu())
                .text(Tag.HOST_DEVICE, endpoint.hostDevice());
        if (!endpoint.macAddress().isEmpty()) {
            fields.bytes(Tag.MAC, HexFormat.ofDelimiter(":").parseHex(endpoint.macAddress()));
        }
        endpoint.link()
                .sub()
                .ifPresent(sub ->
                        fields.number(Tag.KIND, SubDevices.kind(sub.kind())).number(Tag.MODE, SubDevices.mode(sub)));
        routes.ipv4()
                .filter(endpoint.gateway()::equals)
                .ifPresent(gateway -> fields.bytes(Tag.GATEWAY, gateway.getAddress()));
        endpoint.ipv6().ifPresent(six -> {
            fields.bytes(Tag.ADDRESS6, six.address().getAddress()).number(Tag.PREFIX6, six.prefixLength());
            routes.ipv6()
                    .filter(six.gateway()::equals)
                    .ifPresent(gateway -> fields.bytes(Tag.GATEWAY6, gateway.getAddress()));
        });
        return fields;
    }
}
