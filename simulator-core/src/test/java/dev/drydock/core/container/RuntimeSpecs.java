package dev.drydock.core.container;

import dev.drydock.core.network.DefaultRoutes;
import java.util.List;
import java.util.Map;

/** What a runtime is told to start: an ordinary container, or one that differs in what a test is about. */
final class RuntimeSpecs {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private RuntimeSpecs() {}

    static ProcessSpec process(boolean terminal, boolean openInput, String... arguments) {
        return new ProcessSpec(
                List.of(arguments),
                List.of(PATH),
                "/",
                "",
                List.of(),
                terminal,
                openInput,
                false,
                new TerminalSize(24, 80));
    }

    static RuntimeSpec spec(ContainerId id, ProcessSpec process) {
        return spec(id, process, Resources.DEFAULT);
    }

    static RuntimeSpec spec(ContainerId id, ProcessSpec process, Resources resources) {
        return new RuntimeSpec(
                id,
                process,
                "contract",
                "",
                false,
                false,
                Security.DEFAULT,
                resources,
                Map.of(),
                HostConfig.DEFAULT_SHM_SIZE,
                RuntimeSpec.NamespaceChoices.OWN,
                new NetworkSandbox.Own(List.of(), DefaultRoutes.NOWHERE, false),
                "127.0.0.1\tlocalhost",
                "",
                List.of(),
                List.of(),
                0);
    }
}
