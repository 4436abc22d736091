package dev.drydock.web.pages;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerFilter;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The few docker commands that the lessons' solutions use, carried out on an engine. */
final class DockerWords {
    private final Containers containers;

    DockerWords(Engine engine) {
        this.containers = engine.containers();
    }

    /** What the command prints. */
    String run(String line) {
        Deque<String> words =
                new ArrayDeque<>(Arrays.asList(line.replace("\"", "").strip().split(" +")));
        if (!words.remove().equals("docker") || words.isEmpty()) {
            return line.isBlank() ? "" : "sh: " + line + ": not found\n";
        }
        try {
            String verb = words.remove();
            return switch (verb) {
                case "run" -> {
                    boolean detached = words.remove("-d");
                    Container made = create(words);
                    yield detached ? started(made) : output(made.id().value());
                }
                case "create" -> create(words).id() + "\n";
                case "ps" -> list();
                default -> {
                    words.remove("-a");
                    String key = words.remove();
                    yield verb.equals("start") ? output(key) : act(verb, key);
                }
            };
        } catch (EngineException e) {
            return "Error response from daemon: " + e.getMessage() + "\n";
        }
    }

    private Container create(Deque<String> words) {
        boolean remove = words.remove("--rm");
        Optional<String> name = Optional.empty();
        if (words.element().equals("--name")) {
            words.remove();
            name = Optional.of(words.remove());
        }
        String image = words.remove();
        HostConfig host = HostConfig.DEFAULT.withNetworkMode("none").withAutoRemove(remove);
        return containers.create(name, config(image, List.copyOf(words)), host);
    }

    private static ContainerConfig config(String image, List<String> command) {
        return new ContainerConfig(
                image,
                "",
                "",
                "",
                ContainerConfig.Streams.NONE,
                command,
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    private String started(Container made) {
        containers.start(made.id().value());
        return made.id() + "\n";
    }

    private String output(String key) {
        try (Attachment streams = containers.attach(key, new AttachRequest(false, true, false, true))) {
            containers.start(key);
            StringBuilder text = new StringBuilder();
            StreamEvent event = streams.read();
            while (!(event instanceof StreamEvent.Ended)) {
                if (event instanceof StreamEvent.Output output) {
                    text.append(StandardCharsets.UTF_8.decode(output.bytes()));
                }
                event = streams.read();
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String act(String verb, String key) {
        switch (verb) {
            case "stop" -> containers.stop(key, Optional.empty(), Optional.empty());
            case "kill" -> containers.kill(key, "KILL");
            case "pause" -> containers.pause(key);
            case "unpause" -> containers.unpause(key);
            case "rm" -> containers.remove(key, true);
            default -> throw new EngineException.InvalidParameter("docker: '" + verb + "' is not a docker command.");
        }
        return key + "\n";
    }

    private String list() {
        return containers.list(ContainerFilter.ALL).stream()
                .map(each -> each.name() + " " + each.state().word() + "\n")
                .collect(Collectors.joining());
    }
}
