package dev.drydock.core.build;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One instruction of a Dockerfile that changes an image's configuration; words are as they stand, not yet expanded. */
public sealed interface Instruction {
    /** What a container runs, or how it is asked whether it is healthy: {@code CMD}, {@code ENTRYPOINT}. */
    record Command(boolean isShell, List<String> words) {
        public Command {
            words = List.copyOf(words);
        }
    }

    record Cmd(Command command) implements Instruction {}

    record Entrypoint(Command command) implements Instruction {}

    record Env(List<Pair> pairs) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    record Label(List<Pair> pairs) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    record Pair(String name, String value) {}

    record Expose(List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    record User(String name) implements Instruction {}

    record Workdir(String path) implements Instruction {}

    /** @param trigger an instruction for a build that is based on the image */
    record Onbuild(String trigger) implements Instruction {}

    /**
     * @param command empty for {@code NONE}
     * @param retries 0 for the default
     */
    record Healthcheck(
            Optional<Command> command,
            Duration interval,
            Duration timeout,
            Duration startPeriod,
            Duration startInterval,
            int retries)
            implements Instruction {}
}
