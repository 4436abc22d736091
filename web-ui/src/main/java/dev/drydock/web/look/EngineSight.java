package dev.drydock.web.look;

import dev.drydock.core.container.FileView;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabInside.CommandEnd;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.Caller;
import dev.drydock.core.registry.ManifestReference;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.lessons.check.LabSight;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sight;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inside of a lab host, through its engine where that can tell and past it where not.
 *
 * @param registry that students push to
 */
record EngineSight(LabHost lab, Optional<Registry> registry) implements LabSight {
    private static final int LARGEST_TEXT = 64 * 1024;
    private static final int MOST_TAGS = 100;
    private static final Duration COMMAND = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    @Override
    public Sight look(Look look) {
        return switch (look) {
            case Look.AtFile(Optional<String> container, String path) ->
                container.isEmpty()
                        ? new Sight.OfFile(lab.inside().file(path, LARGEST_TEXT))
                        : file(container.get(), path);
            case Look.AtProcesses(Optional<String> container) ->
                container.isEmpty() ? new Sight.OfProcesses(lab.inside().processes()) : processes(container.get());
            case Look.AtCommand(String line) -> {
                CommandEnd end = lab.inside().run(line, COMMAND, LARGEST_TEXT);
                yield new Sight.OfCommand(end.exitCode(), end.output());
            }
            case Look.AtPort port -> answer(port);
            case Look.AtRepository(String repository) -> repository(repository);
        };
    }

    private Engine engine() {
        return lab.engine();
    }

    private Sight file(String container, String path) {
        if (isMissing(container)) {
            return new Sight.NoContainer();
        }
        Optional<FileView> found = engine().containers().files().look(container, path, LARGEST_TEXT);
        return new Sight.OfFile(found);
    }

    private Sight processes(String container) {
        try {
            return isMissing(container)
                    ? new Sight.NoContainer()
                    : new Sight.OfProcesses(engine().containers().processes(container));
        } catch (EngineException.Conflict | EngineException.NotFound e) {
            return new Sight.NoContainer(); // It does not run, or is gone meanwhile.
        }
    }

    /** By its name only: a key may be the beginning of some other container's id. */
    private boolean isMissing(String container) {
        return engine().view().containers().stream()
                .noneMatch(each -> each.name().equals(container));
    }

    private Sight answer(Look.AtPort port) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(port.host()), port.port());
            try (SocketChannel connection = lab.inside().connect(address, ANSWER)) {
                return port.path().isEmpty()
                        ? new Sight.OfAnswer(0, "")
                        : new HttpQuestion(port, ANSWER, LARGEST_TEXT).ask(connection);
            }
        } catch (ConnectException e) {
            return new Sight.NoAnswer(true);
        } catch (IOException e) {
            return new Sight.NoAnswer(false);
        }
    }

    private Sight repository(String name) {
        if (registry.isEmpty()) {
            return new Sight.Failed("no registry");
        }
        String path = name.contains("/") ? name : lab.id() + "/" + name;
        Map<String, Instant> pushed = new HashMap<>();
        try {
            RepositoryPath repository = new RepositoryPath(path);
            for (Tag tag : registry.get().tags(repository, "", MOST_TAGS).items()) {
                ManifestReference reference = new ManifestReference.ByTag(tag);
                // Whoever looks for a check counts on nothing: the garbage collection need not wait.
                pushed.put(
                        tag.value(),
                        registry.get()
                                .manifest(Caller.student(""), repository, reference)
                                .since());
            }
        } catch (RegistryException e) {
            return new Sight.OfRepository(Map.of());
        }
        return new Sight.OfRepository(pushed);
    }
}
