package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.NetworkSandbox;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.RuntimeSpec;
import dev.drydock.core.network.Endpoint;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.Tag;
import java.util.HexFormat;

/** The fields of labd's START and EXEC. */
final class Requests {
    private static final int TERMINAL = 1;
    private static final int INPUT_OPEN = 2;
    private static final int NO_NEW_PRIVILEGES = 4;
    private static final int INIT = 8;

    private static final int READ_ONLY_ROOT = 1;
    private static final int LAB_NETWORK = 2;

    private final Filters filters = new Filters();

    /** Fields of any process in a container. */
    Fields process(String name, ProcessSpec process, Confinement confinement, boolean init) {
        Capabilities capabilities = process.privileged() ? Capabilities.all() : confinement.capabilities();
        int flags = (process.terminal() ? TERMINAL : 0)
                | (process.openInput() ? INPUT_OPEN : 0)
                | (confinement.noNewPrivileges() ? NO_NEW_PRIVILEGES : 0)
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
        return confinement.filtered() ? fields.bytes(Tag.SECCOMP, filters.forCapabilities(capabilities)) : fields;
    }

    /** Fields of a container around its first process. */
    Fields container(String name, RuntimeSpec spec, Confinement confinement) {
        Fields fields = process(name, spec.process(), confinement, spec.init())
                .text(Tag.HOSTNAME, spec.hostname())
                .text(Tag.HOSTS, spec.hosts() + "\n");
        if (!spec.security().privileged()) {
            fields.texts(Tag.MASK, HiddenPaths.MASKED).texts(Tag.READONLY, HiddenPaths.READ_ONLY);
        }
        int flags = spec.readOnlyRoot() ? READ_ONLY_ROOT : 0;
        switch (spec.network()) {
            case NetworkSandbox.Own own ->
                own.endpoints().forEach(endpoint -> fields.nested(Tag.ENDPOINT, endpoint(endpoint)));
            case NetworkSandbox.Host _ -> flags |= LAB_NETWORK;
            case NetworkSandbox.Shared(var container) -> fields.text(Tag.JOIN, ProcessNames.of(container));
        }
        return fields.number(Tag.CONTAINER_FLAGS, flags);
    }

    private static Fields endpoint(Endpoint endpoint) {
        return new Fields()
                .text(Tag.BRIDGE_NAME, endpoint.bridge())
                .text(Tag.DEVICE, endpoint.device())
                .bytes(Tag.ADDRESS, endpoint.address().getAddress())
                .number(Tag.PREFIX, endpoint.prefixLength())
                .bytes(Tag.GATEWAY, endpoint.gateway().getAddress())
                .bytes(Tag.MAC, HexFormat.ofDelimiter(":").parseHex(endpoint.macAddress()))
                .text(Tag.HOST_DEVICE, "veth" + endpoint.endpointId().substring(0, 7));
    }
}
