package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the machine's own book-keeping says of frozen containers. */
final class Freezers {
    /** By file, what it says of one that is frozen and of one that is not. */
    private static final Map<String, List<String>> WORDS =
            Map.of("freezer.state", List.of("FROZEN", "THAWED"), "cgroup.freeze", List.of("1", "0"));

    private Freezers() {}

    /** @param cgroups of the lab, one for each tree */
    static void assertAsShown(Containers containers, List<Path> cgroups) throws IOException {
        for (Container container : containers.list(ContainerFilter.ALL)) {
            boolean isPaused = container.state() instanceof ContainerState.Paused;
            for (Path cgroup : cgroups) {
                Path own = cgroup.resolve("docker").resolve(container.id().value());
                for (Map.Entry<String, List<String>> words : WORDS.entrySet()) {
                    Path file = own.resolve(words.getKey());
                    if (Files.exists(file)) {
                        assertThat(Files.readString(file).strip())
                                .isEqualTo(words.getValue().get(isPaused ? 0 : 1));
                    }
                }
            }
        }
    }
}
