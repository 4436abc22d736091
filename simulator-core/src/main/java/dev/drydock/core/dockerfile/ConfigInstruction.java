package dev.drydock.core.dockerfile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An instruction that changes only an image's configuration. */
public sealed interface ConfigInstruction extends Instruction {
    record Maintainer(String name) implements ConfigInstruction {}

    record Cmd(Command command) implements ConfigInstruction {}

    record Entrypoint(Command command) implements ConfigInstruction {}

    record Env(List<Pair> pairs) implements ConfigInstruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    record Label(List<Pair> pairs) implements ConfigInstruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    record Expose(List<String> ports) implements ConfigInstruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(List<String> paths) implements ConfigInstruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    record User(String name) implements ConfigInstruction {}

    record Workdir(String path) implements ConfigInstruction {}

    /** @param trigger an instruction for a build that is based on the image */
    record Onbuild(String trigger) implements ConfigInstruction {}

    record StopSignal(String signal) implements ConfigInstruction {}

    record Shell(List<String> words) implements ConfigInstruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

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
            implements ConfigInstruction {}
}
