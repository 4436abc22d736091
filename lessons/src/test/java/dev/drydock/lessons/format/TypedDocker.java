package dev.drydock.lessons.format;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerConfig.Streams;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Does on an engine what the docker commands of solutions do: {@code run}, {@code create} and {@code start -a}. */
record TypedDocker(Engine engine) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    /** Returns when the container has ended; a start that fails is what a student would see, too. */
    void type(String command) {
        List<String> words = new ArrayList<>(WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toList());
        if (!"docker".equals(words.removeFirst())) {
            throw new IllegalArgumentException("not a docker command: " + command);
        }
        switch (words.removeFirst()) {
            case "run" -> start(create(words).id().value());
            case "create" -> create(words);
            case "start" -> start(words.getLast());
            default -> throw new IllegalArgumentException("not known here: " + command);
        }
    }

    private Container create(List<String> words) {
        Optional<String> name = Optional.empty();
        if ("--name".equals(words.getFirst())) {
            name = Optional.of(words.get(1));
            words.subList(0, 2).clear();
        }
        boolean autoRemove = words.remove("--rm");
        return engine.containers().create(name, config(words), HostConfig.DEFAULT.withAutoRemove(autoRemove));
    }

    private static ContainerConfig config(List<String> words) {
        return new ContainerConfig(
                words.getFirst(),
                "",
                "",
                "",
                Streams.NONE,
                words.subList(1, words.size()),
                List.of(),
                List.of(),
                "",
                List.of(),
                Map.of(),
                "",
                Optional.empty());
    }

    private void start(String key) {
        var end = engine.containers().await(key, WaitCondition.NEXT_EXIT);
        try {
            engine.containers().start(key);
        } catch (EngineException.InvalidParameter e) {
            return; // The program is not in the image.
        }
        end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
